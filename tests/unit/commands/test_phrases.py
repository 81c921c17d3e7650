"""`sayback phrases stats`: how far each language has come."""

from pathlib import Path

from typer.testing import CliRunner

from bot.commands.phrases import phrases

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Sayback-State: {state}\\n"\n\n'


def written(folder: Path, language: str, state: str, entries: str) -> None:
    (folder / "phrases").mkdir(exist_ok=True)
    (folder / "phrases" / f"{language}.po").write_text(HEADER.format(state=state) + entries, encoding="utf-8")


def test_each_language_is_counted_against_english(tmp_path: Path) -> None:
    written(tmp_path, "en", "approved", "".join(f'msgid "{key}"\nmsgstr "words"\n\n' for key in "abcde"))
    written(
        tmp_path,
        "bn",
        "draft",
        'msgid "a"\nmsgstr "এক"\n\n#, fuzzy\nmsgid "b"\nmsgstr "দুই"\n\nmsgid "c"\nmsgstr ""\n\n'
        'msgid "d"\nmsgstr "{"\n\nmsgid "of its own"\nmsgstr "ক"\n',
    )

    result = CliRunner().invoke(phrases, ["stats", "--data", str(tmp_path)])

    assert result.exit_code == 0, result.output
    assert [line.split() for line in result.stdout.splitlines()[1:]] == [
        ["bn", "draft", "2", "5", "1", "3", "1"],
        ["en", "approved", "5", "5", "0", "0", "0"],
    ]


def test_a_folder_without_english_is_a_failure_that_says_so(tmp_path: Path) -> None:
    result = CliRunner().invoke(phrases, ["stats", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert "en.po" in result.stderr


def test_a_broken_catalogue_is_named(tmp_path: Path) -> None:
    written(tmp_path, "en", "approved", 'msgid "a"\nmsgstr "words"\n')
    written(tmp_path, "bn", "draft", "this is no catalogue\n")

    result = CliRunner().invoke(phrases, ["stats", "--data", str(tmp_path)])

    assert result.exit_code == 1
    assert "bn.po" in result.stderr
