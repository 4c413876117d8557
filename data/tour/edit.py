"""What a presenter changed about a tour: which slides, in which order, called what, and more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from data.tour.slides import Slide

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from data.tour.slides import Tour

Texts: TypeAlias = tuple[tuple[str, str], ...]
"""Name and text, such as `title` or `title__fr`: pairs, so that it can be looked up by."""

TEXT_NAMES = ("title", "text", "notes")
TEXT_SLIDE = "@text-{place}"


def text_of(texts: Texts, name: str, language: str) -> str:
    """The text of that name in a language, else in the one without a code; "" if there is none."""
    known = dict(texts)
    return known.get(f"{name}__{language}") or known.get(name, "")


@dataclass(frozen=True)
class Part:
    """One slide of an edited tour.

    Attributes:
        slide: Id of a slide of the tour; "" for a text slide of the presenter's own.
        texts: `title`, `notes` that stand for the slide's own, and `text` of a text slide.
    """

    slide: str = ""
    texts: Texts = ()


@dataclass(frozen=True)
class TourEdit:
    """A tour as a presenter wants it.

    Attributes:
        parts: The slides that are shown, in their order; a slide that is not named is left out.
        by: One of `slides.WAYS`, or "" for what suits the choice.
        texts: `title`: what the tour is called where it is listed.
    """

    parts: tuple[Part, ...] = ()
    by: str = ""
    texts: Texts = ()


AS_MADE = TourEdit()
"""Changes nothing, whatever the tour."""


def edited(tour: Tour, edit: TourEdit) -> Tour:
    """The tour as it was changed.

    Slides that this choice does not give are passed over. An edit of which nothing is left, or
    that names no slide, changes nothing.
    """
    known = {slide.id: slide for slide in tour.slides}
    slides = []
    for place, part in enumerate(edit.parts, 1):
        if not part.slide:
            slides.append(_text_slide(part, place, tour.language))
        elif part.slide in known:
            slides.append(_retold(known.pop(part.slide), part, tour.language))
    return replace(tour, slides=tuple(slides)) if slides else tour


def _text_slide(part: Part, place: int, language: str) -> Slide:
    return Slide(
        id=TEXT_SLIDE.format(place=place),
        kind="text",
        title=text_of(part.texts, "title", language),
        markdown=text_of(part.texts, "text", language),
        notes=text_of(part.texts, "notes", language),
    )


def _retold(slide: Slide, part: Part, language: str) -> Slide:
    title = text_of(part.texts, "title", language) or slide.title
    notes = text_of(part.texts, "notes", language) or slide.notes
    return replace(slide, title=title, notes=notes)


def missing(tour: Tour, edit: TourEdit) -> list[str]:
    """Ids of slides that the edit names and the tour does not have."""
    known = {slide.id for slide in tour.slides}
    return [part.slide for part in edit.parts if part.slide and part.slide not in known]


def edit_of(tour: Tour) -> TourEdit:
    """The edit that changes nothing: every slide in its place."""
    return TourEdit(tuple(Part(slide.id) for slide in tour.slides), tour.by)


def left_out(tour: Tour, edit: TourEdit) -> list[Slide]:
    """The slides of the tour that the edit does not name."""
    named = {part.slide for part in edit.parts}
    return [slide for slide in tour.slides if slide.id not in named]


def with_parts(edit: TourEdit, parts: Iterable[Part]) -> TourEdit:
    """The edit with other slides."""
    return replace(edit, parts=tuple(parts))


def moved(edit: TourEdit, place: int, by: int) -> TourEdit:
    """The edit with the slide at a place, from 0, so many places later; at an end it stays."""
    parts = list(edit.parts)
    part = parts.pop(place)
    parts.insert(max(0, min(len(parts), place + by)), part)
    return with_parts(edit, parts)


def told(edit: TourEdit, place: int, name: str, text: str, language: str) -> TourEdit:
    """The edit with another text of the slide at a place; "" takes it away.

    It is the text of the language where that has one of its own, else the one of all languages.
    """
    part = edit.parts[place]
    texts = dict(part.texts)
    own = f"{name}__{language}"
    key = own if own in texts else name
    texts[key] = text.strip()
    kept = tuple((one, said) for one, said in texts.items() if said)
    parts = [*edit.parts[:place], replace(part, texts=kept), *edit.parts[place + 1 :]]
    return with_parts(edit, parts)


def as_texts(given: Mapping[str, object]) -> Texts:
    """Those entries of a table that are texts of an edit: `title`, `text__fr`, ...; empty: none."""
    return tuple(
        (name, value)
        for name, value in given.items()
        if name.partition("__")[0] in TEXT_NAMES and isinstance(value, str) and value
    )
