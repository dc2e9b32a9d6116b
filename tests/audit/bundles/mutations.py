"""Bundles that somebody has changed, in every way that we could think of: each with what was done, in words."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from random import Random
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from audit.bundles.archive import SUMS, sums
from ledger.proofs.leaf import in_one_way
from tests.audit.bundles.forging import Files, forged

STATEMENTS: Final = ("opened/", "looked-up.json", "replay.json")
"""How the names of files begin that are not proved."""
LINES_END: Final = (b"\r\n", b"\r", b"\x0b", b"\x0c", b"\x1c", b"\xc2\x85", b"\xe2\x80\xa8", b"\n\n", b" \n", b"")
STRAY: Final = ("more.txt", "a b", "../up", ".hidden", "__MACOSX/x", "entries/7x/leaf.json", "entries/999/leaf.json",
                "entries/007/leaf.json", "entries/5", "opened/999.json", "tile/2/000", "ä", "openssl/0.pem",
                "since/checkpoint", "time-stamp.tsr", "x/SHA256SUMS", "empty/")  # fmt: skip

BY_LINES: Final = re.compile(r"checkpoint|verifier|witness|since|openssl/check|.*tlog-proof")
NUMBERS: Final = ("{}.0", "{}e0", "-{}", "0{}", '"{}"', "{}00e-2", "true", "null", "NaN", "1e400", "Infinity", "[]",
                  "18446744073709551616")  # fmt: skip
"""Other forms of a number, and what stands for none."""
NAMED: Final = (b'{"stream":"a","version":1}', b'{"stream":"a","version":true}', b'{"stream":1,"version":1}',
                b'{"version":1,"stream":"person-x"}', b"[[1]]", b"null")  # fmt: skip
"""References to entries, and what is none."""


@dataclass(frozen=True)
class Mutation:
    """One bundle that was changed."""

    what: str
    data: bytes


def zipped(
    files: Mapping[str, bytes], compression: int = ZIP_STORED, folder: str = "", *, listed: bool = True
) -> bytes:
    """Any files in an archive, beside their list."""
    written = BytesIO()
    with ZipFile(written, "w", compression) as archive:
        for name, content in {**files, **({SUMS: sums(files)} if listed else {})}.items():
            archive.writestr(f"{folder}{name}", content)
    return written.getvalue()


def flipped(data: bytes, bit: int) -> bytes:
    """With one bit the other way round."""
    return data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]


class Mutating:
    """Changes one bundle, again and again, by chance."""

    def __init__(self, data: bytes, files: Files, others: Files, chance: Random) -> None:
        self.data, self.files, self.chance = data, files, chance
        self.others = others
        """The files of another bundle of the same log."""
        self.proved = sorted(name for name in files if not name.startswith(STATEMENTS))
        self.entries = sorted({name.split("/")[1] for name in files if name.startswith("entries/")}, key=int)

    def mutations(self, statements: bool = False) -> Iterator[Mutation]:
        """Without end: each way in turn, so that none is rare."""
        of_proofs = (
            self.bit_of_archive, self.bytes_of_archive, self.repacked, self.bit_of_file, self.file_gone, self.file_more,
            self.files_swapped, self.entry_gone, self.entries_swapped, self.lines, self.of_another, self.json_form,
            self.forged_leaf, self.forged_stored, self.note_form,
        )  # fmt: skip
        ways: tuple[Callable[[], Mutation], ...] = (self.statement,) if statements else of_proofs
        while True:
            for way in ways:
                yield way()

    def with_(self, what: str, changes: Mapping[str, bytes | None]) -> Mutation:
        """Files put in the place of others, or left out; the list made anew, as a forger would."""
        files = {name: content for name, content in {**self.files, **changes}.items() if content is not None}
        return Mutation(what, zipped(files))

    def bit_of_archive(self) -> Mutation:
        bit = self.chance.randrange(8 * len(self.data))
        return Mutation(f"bit {bit} of the archive", flipped(self.data, bit))

    def bytes_of_archive(self) -> Mutation:
        at, many = self.chance.randrange(len(self.data)), self.chance.randrange(1, 40)
        made = (
            ("cut", self.data[:at]),
            ("left out", self.data[:at] + self.data[at + many :]),
            ("put in", self.data[:at] + self.chance.randbytes(many) + self.data[at:]),
            ("before it", self.chance.randbytes(many) + self.data),
            ("before it, like an archive", b"PK" + self.data),
            ("behind it", self.data + self.chance.randbytes(many)),
            ("cut at the beginning", self.data[many:]),
            ("all of it", self.chance.randbytes(many)),
            ("twice", self.data + self.data),
        )
        what, data = self.chance.choice(made)
        return Mutation(f"bytes: {what} ({at}, {many})", data)

    def repacked(self) -> Mutation:
        """The same files: it holds."""
        names = list(self.files)
        self.chance.shuffle(names)
        files = {name: self.files[name] for name in names}
        made = (
            ("deflated", zipped(files, ZIP_DEFLATED)),
            ("in a folder", zipped(files, folder="case/")),
            ("in a folder of a name with an umlaut", zipped(files, ZIP_DEFLATED, folder="fäll/")),
            ("by a desktop", zipped({**files, SUMS: sums(files), "__MACOSX/._x": b"Mac"}, listed=False)),
            ("in another order", zipped(files)),
        )
        what, data = self.chance.choice(made)
        return Mutation(f"packed again: {what}", data)

    def bit_of_file(self) -> Mutation:
        name = self.chance.choice([one for one in self.proved if self.files[one]])
        bit = self.chance.randrange(8 * len(self.files[name]))
        return self.with_(f"bit {bit} of {name}", {name: flipped(self.files[name], bit)})

    def file_gone(self) -> Mutation:
        name = self.chance.choice(self.proved)
        return self.with_(f"{name} left out", {name: None})

    def file_more(self) -> Mutation:
        name, like = self.chance.choice(STRAY), self.chance.choice(self.proved)
        return self.with_(f"{name} put in, like {like}", {name: self.files[like]})

    def files_swapped(self) -> Mutation:
        one, other = self.chance.sample(self.proved, 2)
        return self.with_(f"{one} swapped with {other}", {one: self.files[other], other: self.files[one]})

    def entry_gone(self) -> Mutation:
        one = self.chance.choice(self.entries)
        gone = {name: None for name in self.files if name.startswith((f"entries/{one}/", f"opened/{one}."))}
        return self.with_(f"entry {one} left out", gone)

    def entries_swapped(self) -> Mutation:
        one, other = self.chance.sample(self.entries, 2)
        part = self.chance.choice(("leaf.json", "header.json", "stored.json", "inclusion.tlog-proof", ""))
        here = [name for name in self.files if name.startswith(f"entries/{one}/") and name.endswith(part)]
        there = {name: name.replace(f"/{one}/", f"/{other}/") for name in here}
        swapped = {a: self.files[b] for pair in there.items() for a, b in (pair, pair[::-1]) if b in self.files}
        if self.chance.random() < 0.3:  # doubled
            swapped = {name: content for name, content in swapped.items() if name in there}
        return self.with_(f"{part or 'all'} of entries {one} and {other}", swapped)

    def lines(self) -> Mutation:
        """Of what is read line by line."""
        name = self.chance.choice(
            [
                one
                for one in self.proved
                if re.match(r"checkpoint|verifier|witness|since|openssl/check|.*tlog-proof", one)
            ]
        )
        lines = self.files[name].splitlines(keepends=True) or [b""]
        at, how = self.chance.randrange(len(lines)), self.chance.choice(("gone", "twice", "swapped", "ends"))
        if how == "gone":
            del lines[at]
        elif how == "twice":
            lines.insert(at, lines[at])
        elif how == "swapped":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        else:
            end = self.chance.choice(LINES_END)
            lines[at] = lines[at].rstrip(b"\n") + end
            how += repr(end)
        return self.with_(f"line {at} of {name}: {how}", {name: b"".join(lines)})

    def of_another(self) -> Mutation:
        """A file of another bundle of the same log."""
        same = sorted({name for name in self.proved if name in self.others and self.others[name] != self.files[name]})
        if not same:
            return self.files_swapped()
        several = self.chance.sample(same, self.chance.randint(1, min(3, len(same))))
        if self.chance.random() < 0.3:
            several = [name for name in same if "proof" in name or name == "checkpoint" or "openssl" in name]
        return self.with_(f"of another: {', '.join(several)}", {name: self.others[name] for name in several})

    def json_form(self) -> Mutation:
        name = self.chance.choice([one for one in self.proved if one.endswith(".json")])
        what, content = self.reformed(self.files[name])
        return self.with_(f"{name} {what}", {name: content})

    def reformed(self, data: bytes) -> tuple[str, bytes]:
        """The same, or nearly, in another form of JSON."""
        text = data.decode()
        number = self.chance.choice(re.findall(r"(?<=[:\[ ,])\d+", text) or ["0"])
        forms = (*(form.format(number) for form in NUMBERS), "9" * 30)
        key = self.chance.choice(re.findall(r'"(\w+)":', text) or ["x"])
        made = (
            ("with another number", re.sub(rf"(?<=[:\[ ,]){number}\b", self.chance.choice(forms), text, count=1)),
            ("with a name twice", text.replace(f'"{key}":', f'"{key}":null,"{key}":', 1)),
            ("with a name more", text.replace("{", '{"more":1,', 1)),
            ("with blanks", text.replace(":", self.chance.choice((": ", " :", ":\t", ":\u00a0")), 1)),
            ("escaped", re.sub(r"[a-z]", lambda one: f"\\u{ord(one[0]):04x}", text, count=1)),
            ("escaped in capitals", text.replace("-", "\\u002D", 1)),
            ("with a surrogate", re.sub(r'":\s?"', '":"\\\\ud800', text, count=1)),
            ("with a control character", re.sub(r'":\s?"', lambda one: one[0] + "\x07", text, count=1)),
            ("with a mark of order", f"\ufeff{text}"),
            ("composed otherwise", unicodedata.normalize("NFD", re.sub(r'":\s?"', '":"ä', text, count=1))),
            ("with a line more", f"{text}\n"),
            ("cut", text[: self.chance.randrange(len(text) + 1)]),
            ("with a comma more", text.replace("}", ",}", 1)),
            ("in UTF-16", None),
            ("of another kind", self.chance.choice(("[]", "{}", "null", '""', "0", "[null]", '[""]', "[[]]"))),
            ("commented", f"{text}//"),
        )
        what, said = self.chance.choice(made)
        return what, text.encode("utf-16") if said is None else said.encode("utf-8", "surrogatepass")

    def forged_leaf(self) -> Mutation:
        """A leaf that says something else, in a tree that is made for it."""
        one = self.chance.choice(self.entries)
        folder = f"entries/{one}"
        part = "header.json" if f"{folder}/header.json" in self.files and self.chance.random() < 0.6 else "leaf.json"
        said = json.loads(self.files[f"{folder}/{part}"])
        field = self.chance.choice(list(said))
        other = self.chance.choice((None, True, 0, 1, 2, 2**53 + 1, 1.0, "", "x", "ä\x7f“", "\U0001f600", said[field]))
        if self.chance.random() < 0.4 and self.entries.index(one):
            beside = f"entries/{self.chance.choice(self.entries)}/{part}"
            other = json.loads(self.files.get(beside, b"{}")).get(field)
        written = in_one_way({**said, field: other})
        if self.chance.random() < 0.3:
            how, written = self.reformed(self.files[f"{folder}/{part}"])
            field = how
        changes = {f"{folder}/{part}": written}
        if part == "header.json":
            leaf = json.loads(self.files[f"{folder}/leaf.json"])
            changes[f"{folder}/leaf.json"] = in_one_way({**leaf, "header": sha256(written).hexdigest()})
        return Mutation(f"forged: {field} of {folder}/{part} is {other!r}", zipped(forged(self.files, changes)))

    def forged_stored(self) -> Mutation:
        """Stored bytes that say something else, in a tree that is made for them."""
        one = self.chance.choice(self.entries)
        folder = f"entries/{one}"
        what, stored = self.reformed(self.files[f"{folder}/stored.json"])
        if self.chance.random() < 0.5:
            named = self.chance.choice(NAMED)
            field = self.chance.choice((b"more", b"framework", b"edition", b"evidence"))
            what = f"with {field.decode()} {named.decode()}"
            stored = self.files[f"{folder}/stored.json"].replace(b'{"open":{', b'{"open":{"%b":%b,' % (field, named), 1)
        changes = {f"{folder}/stored.json": stored, **self.over(folder, stored)}
        return Mutation(f"forged: {folder}/stored.json {what}", zipped(forged(self.files, changes)))

    def over(self, folder: str, stored: bytes) -> dict[str, bytes]:
        """What names these stored bytes."""
        leaf = json.loads(self.files[f"{folder}/leaf.json"])
        named = {"sha256": sha256(stored).hexdigest()}
        if (written := self.files.get(f"{folder}/header.json")) is None:
            return {f"{folder}/leaf.json": in_one_way({**leaf, **named})}
        header = in_one_way({**json.loads(written), **named})
        leaf |= {"header": sha256(header).hexdigest()}
        return {f"{folder}/header.json": header, f"{folder}/leaf.json": in_one_way(leaf)}

    def note_form(self) -> Mutation:
        """Of all that a checkpoint stands in, so that they agree."""
        note = self.files["checkpoint"]
        text, _, signatures = note.partition(b"\n\n")
        lines = signatures.splitlines(keepends=True)
        made = (
            ("a signature twice", b"\n\n".join((text, signatures + lines[0]))),
            ("signed by somebody else, too", note + "— nobody AAAAAAAA\n".encode()),
            ("signed by nobody", b"\n\n".join((text, "— nobody AAAAAAAA\n".encode()))),
            ("an extension more", b"\n\n".join((text + b"\nmore", signatures))),
            ("no signature", text + b"\n\n"),
            ("another size", b"\n".join((text.split(b"\n")[0], b"1", text.split(b"\n")[2])) + b"\n\n" + signatures),
            ("a name with a blank", note.replace("— ".encode(), "— \u00a0".encode())),
            ("a bit of a signature", flipped(note, 8 * (len(note) - 10))),
        )
        what, other = self.chance.choice(made)
        proofs = {
            name: content.replace(note, other) for name, content in self.files.items() if name.endswith("tlog-proof")
        }
        openssl = {"openssl/checkpoint.txt": other.partition(b"\n\n")[0] + b"\n"}
        return self.with_(f"note: {what}", {"checkpoint": other, **proofs, **openssl})

    def statement(self) -> Mutation:
        """What is not proved, and only read."""
        name = self.chance.choice([one for one in self.files if one.startswith(STATEMENTS)])
        what, content = self.reformed(self.files[name])
        if self.chance.random() < 0.2:
            bit = self.chance.randrange(8 * len(self.files[name]))
            what, content = f"bit {bit}", flipped(self.files[name], bit)
        return self.with_(f"{name} {what}", {name: content})
