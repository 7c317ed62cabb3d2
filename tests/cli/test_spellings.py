"""Options take the same spellings as files, in any case."""

import click
import pytest
from click.testing import CliRunner

from practicepack.cli.options import PRINT_OPTIONS


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        (("--paper", "A5"), "a5"),
        (("--paper", "Letter"), "letter"),
        (("--ink", "COLOUR"), "colour"),
        (("--type", "Large"), "large"),
        (("--binding", "Booklet"), "booklet"),
    ],
)
def test_words_of_an_option_are_known_in_any_case(typed: tuple[str, str], known: str) -> None:
    @click.command()
    def command(**options: object) -> None:
        click.echo(options[typed[0].removeprefix("--")])

    decorated: click.Command = command
    for option in PRINT_OPTIONS:
        decorated = option(decorated)
    said = CliRunner().invoke(decorated, list(typed))
    assert (said.exit_code, said.output.strip()) == (0, known)
