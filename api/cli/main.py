"""The command line: `leadership …`, put together from its commands."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError

from api.cli.audit_bundle_command import audit_bundle
from api.cli.console import Console
from api.cli.demo_command import demo
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.export_entries_command import export_entries
from api.cli.framework_commands import check_framework, list_frameworks, publish_framework, show_framework
from api.cli.import_entries_command import import_entries
from api.cli.import_people_command import import_people
from api.cli.import_reviews_command import import_reviews
from api.cli.import_roles_command import import_roles
from api.cli.import_scim_command import import_scim
from api.cli.import_slates_command import import_slates
from api.cli.import_spells_command import import_spells
from api.cli.init_command import initialise
from api.cli.migrate_command import migrate
from api.cli.rebuild_command import rebuild_read_models
from api.cli.replay_command import replay_promotions
from api.cli.serve_command import serve_ledger
from api.cli.token_commands import issue_token, list_tokens, revoke_token
from api.cli.verify_command import verify
from api.cli.version_command import version
from api.settings import NotAKey
from audit.replay import NothingDecided, Unreadable
from ledger import KeyMissing, TooManyConflicts, WrongKeyEncryptionKey
from ledger.embedded_postgres import EmbeddedPostgresUnavailable
from ledger.storage.connections import Unreachable
from ledger.storage.migrations import NotMigrated
from projections.engine.rebuilding import RebuildRunning

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would show what people wrote about each other
    help="An event-sourced ledger of leadership development.",
)
imports = typer.Typer(
    no_args_is_help=True, help="Bring in people, their history, roles, reviews, slates, or any entries."
)
imports.command("people")(import_people)
imports.command("spells")(import_spells)
imports.command("scim")(import_scim)
imports.command("roles")(import_roles)
imports.command("reviews")(import_reviews)
imports.command("slates")(import_slates)
imports.command("entries")(import_entries)
exports = typer.Typer(no_args_is_help=True, help="Write down what can be imported elsewhere.")
exports.command("entries")(export_entries)
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
app.command("init")(initialise)
app.command("replay")(replay_promotions)
app.command("verify")(verify)
app.command("audit-bundle")(audit_bundle)
app.command("serve")(serve_ledger)
app.command("demo")(demo)
app.command("migrate")(migrate)
app.command("rebuild")(rebuild_read_models)
app.command("version")(version)

REPORTED_IN_A_LINE = (
    EmbeddedPostgresUnavailable,
    KeyMissing,
    NotAKey,
    NotMigrated,
    NothingDecided,
    RebuildRunning,
    TooManyConflicts,
    Unreachable,
    Unreadable,
    WrongKeyEncryptionKey,
)
"""What whoever runs a command can do something about, by what it says."""


def main() -> None:
    """The `leadership` command."""
    try:
        app()
    except REPORTED_IN_A_LINE as error:
        Console(stderr=True).print(str(error), "red")
        sys.exit(FAILED)
    except ValidationError as error:
        for wrong in error.errors(include_input=False):
            name = "_".join(map(str, wrong["loc"])).upper()
            Console(stderr=True).print(f"LEADERSHIP_{name}: {wrong['msg'].removeprefix('Value error, ')}", "red")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        Console(stderr=True).print("Stopped.", "bold")
        sys.exit(STOPPED)
