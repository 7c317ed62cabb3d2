"""What the adapter relies on inside WeasyPrint, and what it changes there."""

import subprocess
import sys

COUNT_PARSED_TYPES = """
from cffi import cparser
parsed = []
parse = cparser.Parser.parse_type_and_quals
def listed(self, kind):
    parsed.append(kind)
    return parse(self, kind)
cparser.Parser.parse_type_and_quals = listed
from practicepack.documents.parts import RenderJob
from practicepack.typeset.weasyprint_adapter import Engine
from practicepack.workspace import Workspace, shipped_root
engine = Engine(Workspace(None, shipped_root()))
for words in ("a", "abc", "abcdefg"):
    page = f'<html lang="en"><head><title>{words}</title></head><body><p>{words}</p></body></html>'
    laid = engine.lay_out(RenderJob(words, page, ()))
    assert laid.pages == 1 and not laid.diagnostics, laid.diagnostics
print(*[kind for kind in parsed if kind.startswith("hb_codepoint_t[")], sep="\\n")
"""
"""Lays out parts with different numbers of letters, and prints the array types that cffi had to parse."""


def test_the_type_of_an_array_is_parsed_once_for_all_lengths() -> None:
    command = [sys.executable, "-c", COUNT_PARSED_TYPES]
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    assert result.stdout.split() == ["hb_codepoint_t[]"]
