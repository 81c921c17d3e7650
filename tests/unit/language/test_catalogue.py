"""One language's .po file, as volunteers, Weblate and Poedit leave it."""

from pathlib import Path

import pytest

from bot.language.catalogue import BrokenCatalogue, Piece, State, language_of, pieces, read_catalogue, state_of


def a_file(folder: Path, entries: str, *headers: str, name: str = "bn.po") -> Path:
    lines = ("Content-Type: text/plain; charset=UTF-8", *headers)
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines)
    path = folder / name
    path.write_text(f"{header}\n{entries}", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "language"), [("bn.po", "bn"), ("bn_Latn.po", "bn-Latn"), ("zh-Hans.po", "zh-Hans"), ("pt_BR.po", "pt-BR")]
)
def test_the_file_is_named_for_its_language(name: str, language: str) -> None:
    assert language_of(Path("phrases") / name) == language


@pytest.mark.parametrize(
    ("header", "state"),
    [
        pytest.param("X-Sayback-State: approved", State.APPROVED, id="approved"),
        pytest.param("X-Sayback-State: draft", State.DRAFT, id="draft"),
        pytest.param("X-Sayback-State: approvd", State.DRAFT, id="a slip"),
        pytest.param("X-Sayback-State: approved-ish", State.DRAFT, id="nearly"),
        pytest.param("X-Generator: Weblate 5", State.DRAFT, id="says nothing"),
    ],
)
def test_only_a_clear_word_makes_a_catalogue_approved(tmp_path: Path, header: str, state: State) -> None:
    assert state_of(a_file(tmp_path, "", header)) is state


def test_a_phrase_about_approval_approves_nothing(tmp_path: Path) -> None:
    path = a_file(tmp_path, 'msgid "a"\nmsgstr "X-Sayback-State: approved"\n', "X-Sayback-State: draft")

    assert state_of(path) is State.DRAFT
    assert state_of(a_file(tmp_path, 'msgid "a"\nmsgstr "X-Sayback-State: approved"\n')) is State.DRAFT


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param('msgid "a"\nmsgstr "ক"\n', id="plain"),
        pytest.param('msgid "a"\nmsgstr ""\n"ক"\n', id="over several lines"),
        pytest.param(
            '# a note\n#. for translators\n#: bot/flows/x.py:3\n#, python-brace-format\nmsgid "a"\nmsgstr "ক"\n',
            id="notes",
        ),
        pytest.param('#~ msgid "old"\n#~ msgstr "খ"\n\nmsgid "a"\nmsgstr "ক"\n', id="beside an obsolete one"),
        pytest.param('#, fuzzy\n#| msgid "before"\nmsgid "a"\nmsgstr "ক"\n', id="fuzzy, with what it was"),
        pytest.param('msgid "b"\nmsgstr ""\n\nmsgid "a"\nmsgstr "ক"\n', id="beside an untranslated one"),
    ],
)
def test_a_phrase_is_read_however_it_is_written(tmp_path: Path, entry: str) -> None:
    catalogue = read_catalogue(a_file(tmp_path, entry))

    assert {key: wording.texts for key, wording in catalogue.phrases.items()} == {"a": ("ক",)}


@pytest.mark.parametrize("language", ["syl", "bn_Latn", "en_GB"])
def test_a_language_that_cldr_does_not_know_is_read(tmp_path: Path, language: str) -> None:
    path = a_file(tmp_path, 'msgid "a"\nmsgstr "ক"\n', f"Language: {language}")

    assert read_catalogue(path).phrases["a"].texts == ("ক",)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    path = a_file(tmp_path, 'msgid "a"\nmsgstr "ক"\n')
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert read_catalogue(path).phrases["a"].texts == ("ক",)


def test_a_plural_with_a_form_missing_is_not_yet_translated(tmp_path: Path) -> None:
    entry = 'msgid "a"\nmsgid_plural "a"\nmsgstr[0] "ক"\nmsgstr[1] ""\n'

    assert read_catalogue(a_file(tmp_path, entry, "Plural-Forms: nplurals=2; plural=(n != 1);")).phrases == {}


@pytest.mark.parametrize(
    ("text", "headers"),
    [
        pytest.param("nonsense\n", (), id="nonsense"),
        pytest.param('msgid "a"\nmsgstr "unclosed\n', (), id="no closing quote"),
        pytest.param('msgid "a"\nmsgstr "a "quoted" word"\n', (), id="a quote in quotes"),
        pytest.param("", ("Language: not a language",), id="no language"),
        pytest.param("", ("Plural-Forms: nplurals=2; plural=__import__('os');",), id="a plural rule that is code"),
        pytest.param("", ("Plural-Forms: nplurals=2; plural=(n !=;",), id="a broken plural rule"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, headers: tuple[str, ...]) -> None:
    with pytest.raises(BrokenCatalogue, match=r"bn\.po"):
        read_catalogue(a_file(tmp_path, text, *headers))


def test_bytes_that_are_no_text_are_a_broken_file(tmp_path: Path) -> None:
    path = a_file(tmp_path, 'msgid "a"\nmsgstr "?"\n')
    path.write_bytes(path.read_bytes().replace(b"?", b"\xff\xfe"))

    with pytest.raises(BrokenCatalogue, match=r"bn\.po"):
        read_catalogue(path)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        pytest.param("Hello", (Piece("Hello", None),), id="no value"),
        pytest.param("Hello {name}.", (Piece("Hello ", "name"), Piece(".", None)), id="one value"),
        pytest.param("{a}{b}", (Piece("", "a"), Piece("", "b")), id="two values"),
        pytest.param("{{a}}", (Piece("{", None), Piece("a}", None)), id="braces"),
    ],
)
def test_words_are_cut_at_their_values(text: str, cut: tuple[Piece, ...]) -> None:
    assert pieces(text) == cut


@pytest.mark.parametrize("text", ["{", "}", "{}", "{0}", "{a b}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{a:{b}}"])
def test_only_plain_names_stand_in_braces(text: str) -> None:
    with pytest.raises(BrokenCatalogue):
        pieces(text)
