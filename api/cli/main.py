"""The command line: `leadership …`, put together from its commands."""

from __future__ import annotations

import sys
from io import TextIOWrapper
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.cli.audit_bundle_command import audit_bundle
from api.cli.audit_commands import draw_sample, list_charges, list_deciders, list_overrides
from api.cli.backup_command import back_up
from api.cli.cases_command import list_cases
from api.cli.check_page_command import check_page
from api.cli.console import Console
from api.cli.demo_command import demo
from api.cli.digest_command import send_digests
from api.cli.erase_command import erase
from api.cli.exit_codes import STOPPED, WRONG_USE
from api.cli.export_credentials_command import export_credentials
from api.cli.export_entries_command import export_entries
from api.cli.export_learning_command import export_learning
from api.cli.export_looks_command import export_looks
from api.cli.export_person_command import export_person
from api.cli.framework_commands import check_framework, list_frameworks, publish_framework, show_framework
from api.cli.hold_commands import list_holds, place_hold, release_hold
from api.cli.import_entries_command import import_entries
from api.cli.import_learning_command import import_learning
from api.cli.import_people_command import import_people
from api.cli.import_reviews_command import import_reviews
from api.cli.import_roles_command import import_roles
from api.cli.import_scim_command import import_scim
from api.cli.import_slates_command import import_slates
from api.cli.import_spells_command import import_spells
from api.cli.init_command import initialise
from api.cli.keys_command import move_keys
from api.cli.logins_command import end_logins, make_logins
from api.cli.migrate_command import migrate
from api.cli.rebuild_command import rebuild_read_models
from api.cli.replay_command import replay_promotions
from api.cli.restore_command import bring_back
from api.cli.retention_commands import list_due, set_retention
from api.cli.serve_command import serve_ledger
from api.cli.session_commands import end_sessions, list_sessions
from api.cli.signing_key_command import add
from api.cli.status_command import tell_status
from api.cli.telling import told_where_it_fails
from api.cli.token_commands import issue_token, list_tokens, revoke_token
from api.cli.verify_command import verify
from api.cli.version_command import version


class Stoppable(TyperGroup):
    """Commands of which one that is stopped says so, where it does not say more itself."""

    def invoke(self, ctx: Any) -> Any:
        """Do what was asked."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            Console(stderr=True).print("Stopped.", "bold")
            raise typer.Exit(STOPPED) from None


app = typer.Typer(
    cls=Stoppable,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would show what people wrote about each other
)
imports = typer.Typer(
    no_args_is_help=True, help="Bring in people, their history, roles, reviews, slates, learning, or any entries."
)
imports.command("people")(import_people)
imports.command("spells")(import_spells)
imports.command("scim")(import_scim)
imports.command("roles")(import_roles)
imports.command("reviews")(import_reviews)
imports.command("slates")(import_slates)
imports.command("learning")(import_learning)
imports.command("entries")(import_entries)
exports = typer.Typer(
    no_args_is_help=True, help="Write down entries, all about one person, what they take along, or who looked."
)
exports.command("entries")(export_entries)
exports.command("person")(export_person)
exports.command("credentials")(export_credentials)
exports.command("looks")(export_looks)
exports.command("learning")(export_learning)
frameworks = typer.Typer(no_args_is_help=True, help="Leadership frameworks as files: try, publish and show them.")
frameworks.command("check")(check_framework)
frameworks.command("publish")(publish_framework)
frameworks.command("list")(list_frameworks)
frameworks.command("show")(show_framework)
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(frameworks, name="framework")
tokens = typer.Typer(no_args_is_help=True, help="Who may ask, and in whose name.")
tokens.command("issue")(issue_token)
tokens.command("list")(list_tokens)
tokens.command("revoke")(revoke_token)
app.add_typer(tokens, name="token")
sessions = typer.Typer(no_args_is_help=True, help="Who is signed in.")
sessions.command("list")(list_sessions)
sessions.command("end")(end_sessions)
app.add_typer(sessions, name="session")
app.command("init")(initialise)
app.command("status")(tell_status)
app.command("cases")(list_cases)
app.command("replay")(replay_promotions)
audits = typer.Typer(no_args_is_help=True, help="An auditor's own work: samples, overrides, deciders, mandates.")
audits.command("sample")(draw_sample)
audits.command("overrides")(list_overrides)
audits.command("deciders")(list_deciders)
audits.command("mandates")(list_charges)
app.add_typer(audits, name="audit")
app.command("verify")(verify)
app.command("audit-bundle")(audit_bundle)
app.command("check-page")(check_page)
app.command("serve")(serve_ledger)
app.command("demo")(demo)
signing_keys = typer.Typer(no_args_is_help=True, help="The keys that sign for the log.")
signing_keys.command("add")(add)
app.add_typer(signing_keys, name="signing-key")
logins = typer.Typer(no_args_is_help=True, help="A login of its own for each part of the ledger, in the database.")
logins.command("make")(make_logins)
logins.command("end")(end_logins)
app.add_typer(logins, name="logins")
keys = typer.Typer(no_args_is_help=True, help="Where the wrapped data keys stand.")
keys.command("move")(move_keys)
app.add_typer(keys, name="keys")
holds = typer.Typer(no_args_is_help=True, help="Legal holds: whose data is kept, whoever asks for its erasure.")
holds.command("place")(place_hold)
holds.command("release")(release_hold)
holds.command("list")(list_holds)
app.add_typer(holds, name="hold")
retention = typer.Typer(no_args_is_help=True, help="For how long records of those who left are kept, and who is due.")
retention.command("set")(set_retention)
retention.command("list")(list_due)
app.add_typer(retention, name="retention")
app.command("digest")(send_digests)
app.command("erase")(erase)
app.command("migrate")(migrate)
app.command("backup")(back_up)
app.command("restore")(bring_back)
app.command("rebuild")(rebuild_read_models)
app.command("version")(version)


@app.callback(invoke_without_command=True)
def beginning(
    context: typer.Context,
    show_version: Annotated[bool, typer.Option("--version", help="Say which version this is.")] = False,
) -> None:
    """An event-sourced ledger of leadership development."""
    if show_version:
        version()
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(WRONG_USE)


def main() -> None:
    """The `leadership` command."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # as standard error does where a locale lacks letters
    with told_where_it_fails():
        app()
