"""What a person does to a workspace: steps that can be undone, each on the disk when it is confirmed."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from threading import RLock

from practicepack.cache.files import CacheFiles
from practicepack.desk.journal import Journal, LoggedStep, NameChange, TextChange
from practicepack.desk.library_in_memory import DeskPlan, LibraryInMemory
from practicepack.desk.line_delta import delta, patched
from practicepack.desk.new_names import free_name
from practicepack.desk.private import names_people
from practicepack.desk.receive import Received, faults_of, look, take
from practicepack.desk.share import Include, Shared, shared
from practicepack.desk.text_edits import EditRefusedError, changed, replaced_text
from practicepack.desk.user_files import UserFiles, digest
from practicepack.diagnostics import CallError, Diagnostic, MachineError, Source
from practicepack.edits import Edit, NewFile, Rename, Replace
from practicepack.library.load import Library
from practicepack.library.reading.yaml_source import read
from practicepack.pipeline import readable
from practicepack.workspace import Workspace, decoded

BOM = "\ufeff"
NOTHING_PRIVATE = Include()


@dataclass(frozen=True, slots=True)
class Step:
    """Edits that are made and undone together."""

    label: str
    """What it does, in a few words: it is shown beside undo."""
    edits: tuple[Edit, ...]
    shown: Mapping[str, str]
    """For each file that is edited, the hash of the text that the person saw."""


@dataclass(frozen=True, slots=True)
class Applied:
    """What a step, an undo or a redo has done."""

    label: str
    files: Mapping[str, str]
    """The files that were written, and their hashes now; empty for a file that is not there any more."""
    can_be_undone: bool = True
    """Not so where the step named people: nothing of it is written down anywhere else."""
    copied: str = ""
    """The shipped workshop that became the person's own copy."""


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as a person sees it, with the hash that an edit of it needs."""

    name: str
    hash: str
    text: str
    """Without the mark that some editors put in front."""
    diagnostics: tuple[Diagnostic, ...]
    """Why it cannot be read, each with its line; empty where it can."""
    last_good: str | None
    """The text that could be read last, if that was since the desk was opened."""


class StaleError(Exception):
    """Files are not as they were shown, or as the journal left them. Nothing was written."""

    def __init__(self, files: Iterable[str]) -> None:
        self.files = tuple(files)
        super().__init__(f"changed meanwhile: {', '.join(self.files)}")


class NothingToUndoError(Exception):
    """There is no step to undo, or to make again."""


class PrivateStepError(Exception):
    """The last step named people, so it was not written down and cannot be undone.

    The next undo is of the step before it.
    """


@dataclass(slots=True)
class _Draft:
    """Files as they will be."""

    before: dict[str, bytes | None] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)
    names: list[NameChange] = field(default_factory=list)


class Desk:
    """A workspace that a person works on. Its methods may be called from any thread.

    `journal_folder` is in the user's cache; `clock` gives seconds since 1970. `cache` has what of
    content/ was read before, and nothing of sessions/, where people are named. What a process that was killed
    has begun is finished when the folder is opened again.
    """

    def __init__(
        self,
        workspace: Workspace,
        journal_folder: Path,
        clock: Callable[[], float],
        cache: CacheFiles | None = None,
    ) -> None:
        self.workspace, self.files = workspace, UserFiles(workspace)
        self.journal = Journal(journal_folder, self.files.root, clock)
        self._turn = RLock()
        self._library = LibraryInMemory(workspace, cache)
        self._good: dict[str, str] = {}
        with self._turn, self.journal.locked():
            self._finish()
            self.journal.trim()

    def hash_of(self, name: str) -> str:
        """The hash of a file as it is now; empty where there is none."""
        return digest(self.files.read(name))

    def show(self, name: str) -> ShownFile:
        """A file as it is now, whatever is wrong with it. Raises CallError where there is none."""
        data = self.files.read(name)
        if data is None:
            raise CallError(f'there is no file "{name}"')
        source = decoded(name, data)
        diagnostics: tuple[Diagnostic, ...] = ()
        text = data.decode(errors="replace").removeprefix(BOM)
        if isinstance(source, Diagnostic):
            diagnostics = (source,)
        elif name.endswith(".yaml"):
            diagnostics = tuple(read(source, self.workspace.bounds).diagnostics)
        if not diagnostics:
            self._good[name] = text
        return ShownFile(name, digest(data), text, diagnostics, self._good.get(name))

    def plan(self, workshop: str) -> DeskPlan:
        """The plan of a workshop as its files are now, and everything that is wrong with them.

        Where they cannot be read, it is the last plan that could be made. Raises CallError where there is
        no such workshop.
        """
        with self._turn:
            return self._library.plan(workshop)

    def library(self, workshop: str = "") -> Library:
        """All content, with one workshop as its files are now, or with all of them as they were read first.

        A workshop whose file cannot be read is not in it. Raises CallError where there is no such workshop.
        """
        with self._turn:
            return self._library.library(workshop)

    def start(self, title: str, files: Mapping[str, str]) -> str:
        """Write a new workshop with these files, all or nothing; its id. It is not in the journal.

        Raises MachineError where the disk refuses.
        """
        with self._turn, self.journal.locked():
            name = free_name(self.workspace, title)
            texts = {}
            for file, text in files.items():
                texts[file] = text.encode()
            self.files.add_workshop(name, texts)
            return name

    def apply(self, step: Step) -> Applied:
        """Make the edits of a step: all of them, or none.

        Raises StaleError where a file is not as it was shown, EditRefusedError where an edit cannot be made,
        CallError for a file that is not the user's, MachineError where the disk refuses.
        """
        with self._turn, self.journal.locked():
            self._finish()
            # all edits are tried on texts first, so that a step is never made by half
            draft = self._drafted(step)
            return self._carry_out(step.label, draft)

    def faults(self, step: Step) -> tuple[Diagnostic, ...]:
        """What would be wrong with the files of a step, each taken alone, that is not wrong before it.

        Nothing is written. Raises as `apply` does.
        """
        draft = self._drafted(step)
        faults: list[Diagnostic] = []
        for name, text in draft.after.items():
            before = set()
            for fault in faults_of(name, draft.before[name] or b"", self.workspace.bounds):
                before.add((fault.code, fault.message))
            for fault in faults_of(name, text.encode(), self.workspace.bounds):
                if (fault.code, fault.message) not in before:
                    faults.append(fault)
        return tuple(faults)

    def offer_again(self, step: Step) -> Step:
        """The same step for the files as they are now. Raises EditRefusedError where it cannot be made."""
        shown = {}
        for edit in step.edits:
            shown[edit.file] = self.hash_of(edit.file)
        again = replace(step, shown=shown)
        self._drafted(again)
        return again

    @property
    def undo_label(self) -> str | None:
        """The label of the step that undo takes back; None where there is none."""
        history = self.journal.history
        if history.done == 0:
            return None
        return history.steps[history.done - 1].label

    @property
    def redo_label(self) -> str | None:
        """The label of the step that redo makes again; None where there is none."""
        history = self.journal.history
        if history.done == len(history.steps):
            return None
        return history.steps[history.done].label

    def undo(self) -> Applied:
        """Take the last step back. Raises NothingToUndoError, PrivateStepError, StaleError, MachineError."""
        with self._turn, self.journal.locked():
            self._finish()
            history = self.journal.history
            if history.done == 0:
                raise NothingToUndoError
            step = history.steps[history.done - 1]
            if step.is_private:
                self.journal.begin_again(step, is_undone=True)
                self.journal.finish()
                raise PrivateStepError
            return self._again(step, is_undone=True)

    def redo(self) -> Applied:
        """Make a step again that was undone. Raises as `undo` does, except PrivateStepError."""
        with self._turn, self.journal.locked():
            self._finish()
            history = self.journal.history
            waiting = history.steps[history.done :]
            while waiting and waiting[0].is_private:
                self.journal.begin_again(waiting.pop(0), is_undone=False)
                self.journal.finish()
            if not waiting:
                raise NothingToUndoError
            return self._again(waiting[0], is_undone=False)

    def share(self, workshop: str, include: Include = NOTHING_PRIVATE) -> Shared:
        """A workshop as one file, with what of the user's own it uses. Raises CallError."""
        return shared(readable(self.workspace), self.workspace, workshop, include)

    def look(self, data: bytes, *, with_templates: bool = False) -> Received:
        """What is in a file that came from elsewhere. Nothing is written. Raises ImportRefusedError."""
        return look(data, self.files, with_templates=with_templates)

    def take(self, received: Received, name: str = "", *, overrides: bool = False) -> str:
        """Write what was looked at, under a name that is free; the name. It is not in the journal.

        Raises ImportRefusedError, CallError or MachineError, see `receive.take`.
        """
        with self._turn, self.journal.locked():
            return take(received, self.files, name, overrides=overrides)

    def forget(self) -> None:
        """Remove the journal: nothing can be undone any more."""
        with self._turn, self.journal.locked():
            self.journal.forget()

    def _drafted(self, step: Step) -> _Draft:
        """The files as the step makes them. Raises StaleError, EditRefusedError or CallError."""
        draft = _Draft()
        stale = []
        for edit in step.edits:
            data = self.files.read(edit.file)
            is_folder = isinstance(edit, Rename) and data is None
            draft.before[edit.file] = data
            if not is_folder and step.shown.get(edit.file, "") != digest(data):
                stale.append(edit.file)
        if stale:
            raise StaleError(dict.fromkeys(stale))
        self._draft_replacements(draft, step)
        for edit in step.edits:
            if isinstance(edit, Rename):
                self._draft_name(draft, edit)
            elif isinstance(edit, NewFile):
                if draft.before[edit.file] is not None or edit.file in draft.after:
                    raise EditRefusedError(f'"{edit.file}" is there already')
                draft.after[edit.file] = edit.text
            elif not isinstance(edit, Replace):
                mark, source = self._source(draft, edit.file)
                draft.after[edit.file] = mark + changed(source, edit, self.workspace.bounds)
        return draft

    def _draft_replacements(self, draft: _Draft, step: Step) -> None:
        """All replacements in a file together: their places are those of the text that was shown."""
        replacements: dict[str, list[Replace]] = {}
        for edit in step.edits:
            if isinstance(edit, Replace):
                replacements.setdefault(edit.file, []).append(edit)
        for name, edits in replacements.items():
            mark, source = self._source(draft, name)
            draft.after[name] = mark + replaced_text(source, edits, self.workspace.bounds)

    def _draft_name(self, draft: _Draft, edit: Rename) -> None:
        new = str(PurePosixPath(edit.file).with_name(edit.name))
        if not self.files.is_own(edit.file) or self.files.is_own(new):
            message = f'"{edit.file}" cannot be called "{edit.name}": it is not yours, or the name is taken'
            raise EditRefusedError(message)
        draft.names.append(NameChange(edit.file, new))

    def _source(self, draft: _Draft, name: str) -> tuple[str, Source]:
        """The text of a file as the edits so far leave it, and the mark that some editors put in front."""
        text = draft.after.get(name)
        if text is None:
            text = self._text(name, draft.before[name])
        mark = BOM if text.startswith(BOM) else ""
        return mark, Source(name, text.removeprefix(BOM))

    def _text(self, name: str, data: bytes | None) -> str:
        """The text of a file that may be edited. Raises EditRefusedError."""
        if data is None:
            raise EditRefusedError(f'there is no file "{name}"')
        if not self.files.is_own(name) and not self.files.shipped_workshop(name):
            raise EditRefusedError(f'"{name}" is part of the library: copy it, and change your copy')
        source = decoded(name, data)
        if isinstance(source, Diagnostic):
            raise EditRefusedError(source.message, source.span)
        return data.decode()

    def _carry_out(self, label: str, draft: _Draft) -> Applied:
        copied = ""
        texts = []
        is_private = False
        for name, after in draft.after.items():
            copied = copied or self.files.shipped_workshop(name)
            data = draft.before[name]
            before = (data or b"").decode()
            undo, redo = delta(after, before), delta(before, after)
            # what is taken out names people just as well as what is put in
            is_private |= names_people(name, before, undo) or names_people(name, after, redo)
            texts.append(TextChange(name, digest(data), digest(after.encode()), undo, redo))
        step = self.journal.new_step(label, texts=texts, names=draft.names, copied=copied)
        if is_private:
            # only that there was such a step, so that undo does not pass it without a word
            self.journal.begin(self.journal.new_step("", is_private=True))
        else:
            self.journal.begin(step)
        try:
            self._write(step, is_undone=False)
        except MachineError:
            self._take_back(step, is_private=is_private)
            raise
        self.journal.finish()
        return self._applied(step, is_undone=False, can_be_undone=not is_private)

    def _take_back(self, step: LoggedStep, *, is_private: bool) -> None:
        """Undo what was written of a step that the disk refused, so that it is not finished later on."""
        with suppress(MachineError):
            self._write(step, is_undone=True)
            if not is_private:
                self.journal.begin_again(step, is_undone=True)
            self.journal.finish()

    def _again(self, step: LoggedStep, *, is_undone: bool) -> Applied:
        stale = []
        for change in step.texts:
            expected = change.after if is_undone else change.before
            if self.hash_of(_name_at(step, change.file, is_renamed=is_undone)) != expected:
                stale.append(change.file)
        if stale:
            raise StaleError(stale)
        self.journal.begin_again(step, is_undone=is_undone)
        self._write(step, is_undone=is_undone)
        self.journal.finish()
        return self._applied(step, is_undone=is_undone)

    def _finish(self) -> None:
        """Do what is left of a step that was begun by a process that was killed."""
        unfinished = self.journal.history.unfinished
        if unfinished:
            step, is_undone = unfinished
            self._write(step, is_undone=is_undone)
            self.journal.finish()

    def _write(self, step: LoggedStep, *, is_undone: bool) -> None:
        """Bring the files of a step to their state before or after it; a file in neither stays as it is."""
        if step.copied and not is_undone and not self.files.is_own(f"sessions/{step.copied}"):
            self.files.copy_workshop(step.copied)
        if is_undone:
            for name in reversed(step.names):
                self._rename(name.new, name.file)
        for change in step.texts:
            self._write_text(change, is_undone=is_undone)
        if not is_undone:
            for name in step.names:
                self._rename(name.file, name.new)
        # last, because it compares what is left with what is shipped
        if step.copied and is_undone:
            self.files.remove_copy(step.copied)

    def _rename(self, name: str, new: str) -> None:
        if self.files.is_own(name) and not self.files.is_own(new):
            self.files.give_name(name, new)

    def _write_text(self, change: TextChange, *, is_undone: bool) -> None:
        pieces, source, target = change.redo, change.before, change.after
        if is_undone:
            pieces, source, target = change.undo, change.after, change.before
        data = self.files.read(change.file)
        # someone else has written to it since: theirs is not overwritten
        if digest(data) != source:
            return
        if not target:
            self.files.erase(change.file)
            return
        result = patched((data or b"").decode(), pieces).encode()
        assert digest(result) == target, "the journal gives back what was there"
        self.files.write(change.file, result)

    def _applied(self, step: LoggedStep, *, is_undone: bool, can_be_undone: bool = True) -> Applied:
        files = {}
        for change in step.texts:
            name = _name_at(step, change.file, is_renamed=not is_undone)
            files[name] = self.hash_of(name)
        return Applied(step.label, files, can_be_undone, step.copied)


def _name_at(step: LoggedStep, file: str, *, is_renamed: bool) -> str:
    """What a file of a step is called before it, or after it."""
    if is_renamed:
        for name in step.names:
            if file == name.file or file.startswith(f"{name.file}/"):
                return name.new + file.removeprefix(name.file)
    return file
