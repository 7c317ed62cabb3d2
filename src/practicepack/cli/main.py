"""The command line: commands loaded when they are called, faults turned into exit codes."""

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

import click

from practicepack.cli import CALL, COMMAND, CONTENT, MACHINE, STOPPED, ended_by_ctrl_c
from practicepack.cli.failures import failure
from practicepack.diagnostics import CallError, ContentError, MachineError
from practicepack.version import __version__
from practicepack.workspace import Workspace, nearest_root, shipped_root

COMMANDS = {
    "build": ("packs.build", "Build the packs of workshops, or all packs of a programme."),
    "check": ("library.check", "Check every file, without building a pack."),
    "plan": ("workshops.plan", "Show the timed agenda, the materials and the totals."),
    "find": ("library.find", "Find activities, workshops and sheets by what they are about."),
    "propose": ("workshops.propose", "Propose workshops for who comes, when, and what about."),
    "list": ("library.list", "List activities, workshops and the rest of the library."),
    "catalogue": ("library.catalogue", "Make a page and a PDF of the library, to browse and to print."),
    "show": ("library.show", "Show one entry of the library."),
    "review": ("library.review", "List what a specialist has to read, and sign for those who have read it."),
    "copy": ("library.copy", "Copy a thing of the library into your own content/ folder, to change it."),
    "new": ("workshops.new", "Start a workshop of your own: a folder to edit that builds at once."),
    "studio": ("workshops.studio", "Compose, check, build and print workshops in your browser."),
    "watch": ("packs.watch", "Build, and build again whenever a file is saved."),
    "print": ("packs.print", "Send a pack to a printer."),
    "pack": ("packs.pack", "Hand a workshop on: a file for colleagues, and one for a print shop."),
    "cache": ("machine.cache", "Show or clear the cache."),
    "schema": ("library.schema", "Write JSON Schemas, so that an editor completes and checks what you type."),
    "doctor": ("machine.doctor", "Check this machine, and say how to fix what is wrong."),
}
"""The commands in the order of the work: the module of each, and what --help says before it is imported."""


class Commands(click.Group):
    """Imports a command when it is named, and suggests the nearest one when there is none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the work."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        # --help lists all commands, and needs none of them imported.
        with ended_by_ctrl_c():
            module, _ = COMMANDS[cmd_name]
            command = import_module(f"practicepack.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in --help."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, summary) for name, (_, summary) in COMMANDS.items()])

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Remember the whole command, for hints that repeat it with one option more."""
        ctx.meta[COMMAND] = tuple(args)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name; a near miss is named in the fault."""
        close = get_close_matches(args[0], COMMANDS, n=1)
        if close and args[0] not in COMMANDS:
            ctx.fail(f'No such command "{args[0]}". Did you mean "{close[0]}"?')
        return super().resolve_command(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="practicepack")
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with your sessions/ (and content/, templates/ if you have your own).",
)
@click.pass_context
def commands(ctx: click.Context, root: Path | None) -> None:
    """Make workshop packs: guides, handouts, cards and signs, ready to print.

    \b
    Example:  practicepack new my-workshop
              practicepack build my-workshop
    """
    try:
        ctx.obj = Workspace(root or nearest_root(Path.cwd()), shipped_root())
    except FileNotFoundError as fault:
        raise MachineError(
            "the folder that you are in no longer exists", "change to another folder with cd"
        ) from fault


def run_command() -> int:
    """Run a command: 0 done, 1 the content is wrong, 2 the call is wrong, 3 the machine is wrong."""
    try:
        return run(sys.argv[1:])
    except OSError as fault:
        return refused(fault)


def run(arguments: list[str]) -> int:
    """The exit code of a command. With `--format json`, what is wrong goes to standard output as JSON."""
    try:
        done = commands.main(arguments, prog_name="practicepack", standalone_mode=False)
    except ContentError as fault:
        from practicepack.cli.report import as_json, show_findings  # noqa: PLC0415  # only when something is wrong

        if {"json", "--format=json"}.intersection(arguments):
            click.echo(as_json(fault.diagnostics))
        else:
            show_findings(fault.diagnostics)
        return CONTENT
    except CallError as fault:
        click.echo(failure(fault), err=True)
        return CALL
    except MachineError as fault:
        click.echo(failure(fault), err=True)
        return MACHINE
    except click.ClickException as fault:
        fault.show()
        return CALL
    except (KeyboardInterrupt, click.Abort):
        return STOPPED
    # click gives back what the command returned, which is None for most.
    return int(done or 0)


def refused(fault: OSError) -> int:
    """The exit code where the system refuses what it gives on another day. Raises what is our fault."""
    text = failure(fault)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what could not be said is not tried again at the end
    click.echo(text, err=True)
    return MACHINE
