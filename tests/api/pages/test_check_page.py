"""The page that checks a bundle in the browser: for everybody, without asking anything of anybody."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import FileChooser, Page, expect

from api.pages.check_page import page_files
from audit.bundles.archive import packed, unpacked
from ledger.proofs.signing import Algorithm, SigningKey
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible
from tests.audit.bundles.conftest import leadership
from tests.compatibility.version_1.restoring import FOLDER

BUNDLE = FOLDER / "case.zip"
HOLDS = "✓ The bundle of case-0190a000-0000-7000-8000-000000000005 holds"
STRANGER = str(SigningKey("ledger.example/book", Algorithm.ED25519, bytes(32)).verifier)
WITHOUT_ED25519 = """() => {
    crypto.subtle.importKey = () => Promise.reject(new DOMException("", "NotSupportedError"));
}"""
WITHOUT_TLS = "() => { Object.defineProperty(crypto, 'subtle', { value: undefined }); }"
DROP = """(bytes) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from(bytes)], "dropped.zip"));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """The bundle with one word of one entry changed, and its list made anew."""
    files = unpacked(BUNDLE.read_bytes())
    name = "entries/95/stored.json"
    (tmp_path / "changed.zip").write_bytes(packed({**files, name: files[name].replace(b"2024", b"2025", 1)}))
    return tmp_path / "changed.zip"


def chosen(page: Page, bundle: Path, **typed: str) -> str:
    """What is said of a bundle, once whatever is known from elsewhere is typed."""
    if typed:
        page.locator("details").evaluate("each => { each.open = true }")
    for label, text in typed.items():
        page.locator(f"#{label}").fill(text)
    page.get_by_label("The bundle", exact=True).set_input_files(bundle)
    page.locator("#verdict").evaluate("each => each.replaceChildren()")
    page.get_by_role("button", name="Check", exact=True).click()
    return said(page)


def said(page: Page) -> str:
    """The verdict, once there is one."""
    page.locator("#verdict", has_text=re.compile("^[✓✗?]")).wait_for()
    return page.locator("#verdict").inner_text()


def test_it_is_served_to_everybody_and_can_ask_nobody(served: Served) -> None:
    answer = httpx.get(f"{served.url}/check", headers={"authorization": "Bearer of nothing"})
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src data:;")
    assert "connect-src" not in policy, "so that of default-src holds: none"
    assert "form-action 'none'" in policy
    for name, content in page_files().items():
        if name.endswith(".js"):
            assert httpx.get(f"{served.url}/static/{name}").content == content


def test_pages_lead_to_it(served: Served) -> None:
    assert 'href="/check"' in served.client.get("/ledger").text
    assert 'href="/check"' in served.client.get("/").text


def test_the_folder_is_the_page_with_a_list_of_its_files(tmp_path: Path) -> None:
    code, told = leadership("check-page", "--to", tmp_path / "page")
    assert (code, "python3 -m http.server" in told) == (0, True)
    listed = (tmp_path / "page" / "SHA256SUMS").read_text().splitlines()
    there = {path.relative_to(tmp_path / "page").as_posix(): path for path in (tmp_path / "page").rglob("*.*")}
    assert dict(line.split("  ")[::-1] for line in listed) == {
        name: sha256(path.read_bytes()).hexdigest() for name, path in there.items()
    }
    assert {"index.html", "bundle_check.js", "bundle_check/tree.js", "tokens.css"} <= there.keys()
    page = there["index.html"].read_text()
    assert set(re.findall(r'(?:src|href)="([^"]*)"', page)) == {
        "data:,", "#main", "./tokens.css", "./ledger.css", "./bundle_check.js",
    }  # fmt: skip
    code, told = leadership("check-page", "--to", tmp_path)
    assert (code, "is not empty" in told) == (2, True)


def test_a_bundle_is_checked_and_no_request_leaves(served: Served, look: Open, changed: Path) -> None:
    page = look(served, "/check")
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    assert chosen(page, BUNDLE).startswith(HOLDS)
    read = page.locator("#findings").inner_text()
    assert "The keys are those in the bundle itself." in read
    assert "27 entries, stored as they were when that was signed." in read
    assert "Whether the end was left out" in read
    assert chosen(page, changed) == (
        "✗ This bundle does not hold: the stored bytes of entry 95 are not those that its leaf names."
    )
    page.evaluate(DROP, [*BUNDLE.read_bytes()])
    page.locator("#verdict", has_text=HOLDS).wait_for()
    assert chosen(page, FOLDER / "export.ndjson.gz") == (
        "✗ There is nothing to check: this is no audit bundle: it is no ZIP archive."
    )
    assert not asked


def test_what_is_known_from_elsewhere_counts(served: Served, look: Open, tmp_path: Path) -> None:
    keys = (FOLDER / "verifier-keys").read_text()
    page = look(served, "/check")
    assert chosen(page, BUNDLE, keys=keys).startswith(HOLDS)
    assert "The keys are those in the bundle itself." not in page.locator("#findings").inner_text()
    assert "signed by a key that you did not give" in chosen(page, BUNDLE, keys=STRANGER)
    assert "Proved under the keys that you gave: 0 of 27 entries" in page.locator("#findings").inner_text()
    assert "Keys of the log: " in chosen(page, BUNDLE, keys="ledger.example")
    assert "2 have to." in chosen(page, BUNDLE, keys=keys, quorum="2")
    page.locator("#since").set_input_files(FOLDER / "checkpoint-earlier")
    assert chosen(page, BUNDLE, quorum="0").startswith(HOLDS)
    assert "It continues your checkpoint over 36 entries" in page.locator("#findings").inner_text()
    page.locator("#since").set_input_files(BUNDLE)
    assert "“case.zip” is no checkpoint of a log" in chosen(page, BUNDLE)


@pytest.mark.parametrize("script", [WITHOUT_ED25519, WITHOUT_TLS], ids=["old", "without TLS"])
def test_a_browser_that_cannot_check_signatures_says_so(served: Served, look: Open, script: str) -> None:
    page = look(served, "/check")
    page.evaluate(script)
    assert "? This cannot be checked here: " in chosen(page, BUNDLE)
    assert "Whether the bundle holds is not known" in said(page)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, look: Open, changed: Path, width: int, scheme: str) -> None:
    page = look(served, "/check", width=width, scheme=scheme)
    assert is_accessible(page)
    for bundle in (BUNDLE, changed):
        chosen(page, bundle)
        page.locator(".checks").wait_for()
        page.locator("details").evaluate("each => { each.open = true }")
        assert is_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.locator("[role=status]").count() == 1, "the verdict is announced, and all else is read when wanted"


def test_it_is_used_by_keyboard_alone(served: Served, look: Open) -> None:
    page = look(served, "/check")
    page.locator("form").wait_for()
    for _ in range(6):  # past the way to the content, and back to the ledger
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "bundle":
            break
    expect(page.get_by_label("The bundle", exact=True)).to_be_focused()
    choosers: list[FileChooser] = []
    page.on("filechooser", lambda chooser: choosers.append(chooser))  # noqa: PLW0108  # it looks into a function
    for _ in range(30):  # a browser that has only just opened may let a key pass
        page.keyboard.press("Enter")
        page.wait_for_timeout(1_000)
        if choosers:
            break
    choosers[0].set_files(BUNDLE)
    assert said(page).startswith(HOLDS)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Keys of the log", exact=True)).to_be_visible()


def test_without_javascript_it_says_what_to_do_instead(served: Served, look: Open) -> None:
    page = look(served, "/check", javascript=False)
    expect(page.get_by_text("Check the bundle with leadership verify BUNDLE.zip")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
