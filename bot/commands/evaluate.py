"""`sayback evaluate`: how well messages are understood, on files of your own or on held-out parts of our data."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from bot.commands.lessons import Extras, examples_folder, examples_in, meanings
from bot.settings import read_settings

if TYPE_CHECKING:
    from nlu.evaluation import Answer
    from nlu.examples import Example
    from nlu.model import Model
    from nlu.static import WordMeanings

Report: TypeAlias = dict[str, Any]  # Any: what is printed as JSON
File = Annotated[Path | None, typer.Option(help="A file or folder in Rasa's YAML.")]


def evaluate(
    train: File = None,
    test: File = None,
    extras: Extras = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train on one file and test on another; without files, test our own data by folds it was not trained on."""
    if (train is None) != (test is None):
        raise typer.BadParameter("--train and --test go together: give both, or neither")
    settings = read_settings(demo=True)
    vectors = meanings(extras, settings)
    if train and test:
        report = _tested(examples_in(train), examples_in(test), vectors)
    else:
        report = _by_folds(examples_in(examples_folder(settings)), vectors)
    typer.echo(json.dumps(report, ensure_ascii=False) if as_json else _told(report))


def _tested(examples: Sequence["Example"], tests: Sequence["Example"], vectors: "WordMeanings | None") -> Report:
    from nlu.evaluation import cpu_ms
    from nlu.meaning import OUT_OF_SCOPE
    from nlu.training import train

    model = train(examples, vectors)
    answers = [_answer(model, example, vectors) for example in tests]
    inside = [example.intent in model.intents and example.intent != OUT_OF_SCOPE for example in tests]
    cost = cpu_ms(lambda example: _answer(model, example, vectors), tests)
    return _report(tests, answers, inside) | {"ms_cpu": round(cost, 3), "mb": round(model.megabytes, 2)}


def _answer(model: "Model", example: "Example", vectors: "WordMeanings | None") -> "Answer":
    from nlu.evaluation import Answer
    from nlu.static import meant_by

    probabilities = model.probabilities(example.text, meant_by(vectors, example.text, example.language))
    best = int(probabilities.argmax())
    confidence = float(probabilities[best])
    return Answer(model.intents[best], confidence, model.thresholds.accept(example.language or "", confidence))


def _by_folds(examples: Sequence["Example"], vectors: "WordMeanings | None") -> Report:
    """Each example answered by a model that saw neither it nor any that looks like it."""
    from nlu.training import held_out_answers

    return _report(examples, held_out_answers(examples, vectors), [True] * len(examples))


def _report(examples: Sequence["Example"], answers: Sequence["Answer"], inside: Sequence[bool]) -> Report:
    from nlu import evaluation

    kept = [example for example, it_is in zip(examples, inside, strict=True) if it_is]
    ours = [answer for answer, it_is in zip(answers, inside, strict=True) if it_is]
    strange = [answer for answer, it_is in zip(answers, inside, strict=True) if not it_is]
    outside = evaluation.out_of_scope(ours, strange)
    return {
        **asdict(evaluation.scores(kept, ours)),
        "languages": {code: asdict(its) for code, its in evaluation.by_language(kept, ours).items()},
        "out_of_scope": asdict(outside) if outside else None,
    }


def _told(report: Report) -> str:
    lines = [_line("all", report)]
    for code, its in report["languages"].items():
        lines += [_line(code, its), *(_confusion(one) for one in its["confusions"])]
    if outside := report["out_of_scope"]:
        lines.append(
            f"out of scope: {outside['examples']} examples, AUROC {outside['auroc']:.3f}, "
            f"{outside['caught']:.1%} caught at 5% false rejection, {outside['rejected']:.1%} at our threshold"
        )
    if "ms_cpu" in report:
        lines.append(f"{report['ms_cpu']} ms CPU a parse, {report['mb']} MB")
    return "\n".join(lines)


def _line(name: str, its: Mapping[str, Any]) -> str:  # Any: as in Report
    return (
        f"{name:<8} {its['examples']:>6} examples  accuracy {its['accuracy']:.3f}  macro-F1 {its['macro_f1']:.3f}  "
        f"accepted {its['accepted']:.1%}, of those right {its['accepted_right']:.1%}"
    )


def _confusion(one: Mapping[str, Any]) -> str:  # Any: as in Report
    return f"           {one['meant']} taken for {one['taken_for']}: {one['share']:.0%}"
