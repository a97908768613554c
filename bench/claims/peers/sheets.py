"""What attache's own sheets say of a document's countries, sentence by sentence."""

import collections
import itertools
import math
import re
import subprocess
from functools import cache

# So many sources are found for a statement.
NEAREST = 5

MILLION = {"en": "million", "es": "millones", "fr": "millions"}


class Sheets:
    def __init__(self, attache, store, as_of):
        self.command = [attache, "sheet", "--store", store, "--format", "md", "--as-of", as_of]

    def sources(self, about, language):
        """The sentences, items of lists and cells of tables of the sheets of every
        two of the countries and of each alone, each once."""
        wanted = [*itertools.combinations(about, 2), *((area,) for area in about)]
        return list(dict.fromkeys(itertools.chain.from_iterable(self.of(areas, language) for areas in wanted)))

    @cache
    def of(self, areas, language):
        ran = subprocess.run([*self.command, "--lang", language, *areas], capture_output=True, text=True)
        if ran.returncode != 0:
            raise SystemExit(f"{' '.join(ran.args)}: {ran.stderr}")
        return list(sentences(ran.stdout, language))


def sentences(sheet, language):
    caption, head, million = "", [], ""
    for line in sheet.splitlines():
        if line.startswith(("[^", "#")) or not line.strip():
            head = head if line.strip() else []
            continue
        text = re.sub(r"\[\^\w+\]", "", line).strip()
        if line.startswith("|"):
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            if not head:
                head = cells
            elif not set(line) <= set("|-: "):
                for name, cell in zip(head[1:], cells[1:]):
                    yield f"{caption} {head[0]} {cells[0]}, {name} {cell} {million}".strip()
            continue
        if bold := re.match(r"\*\*(.*?)\*\*", text):
            caption = bold[1]
            million = MILLION[language] if MILLION[language] in caption else ""
            continue
        head, caption, million = [], "", ""
        yield from re.split(r"(?<=[.!?]) (?=[A-ZÁÉÍÓÚÀÂÇÈÊÎÔ])", text.removeprefix("- "))


class Nearest:
    """Finds what a statement may be about among sources, as a search by words does:
    those that share the rarest words and years with it."""

    def __init__(self, sources):
        self.sources = [(source, words(source)) for source in sources]
        self.spread = collections.Counter(word for _, of_it in self.sources for word in of_it)

    def of(self, text):
        wanted = words(text)

        def likeness(entry):
            rarity = sum(math.log(len(self.sources) / self.spread[word]) for word in wanted & entry[1])
            return rarity / math.sqrt(len(entry[1]) + 1)

        return [source for source, _ in sorted(self.sources, key=likeness, reverse=True)[:NEAREST]]


def words(text):
    return set(re.findall(r"[^\W\d]{3,}|\b(?:1[5-9]|20)\d\d\b", text.lower()))
