"""Figures as English, Spanish and French texts write them."""

import re
from decimal import Decimal

# Words after a figure that multiply it, the longest first.
SCALES = {
    "en": [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3), ("tn", 12), ("bn", 9), ("m", 6)],
    "es": [
        ("mil millones", 9), ("billones", 12), ("billón", 12), ("millones", 6), ("millón", 6), ("mdd", 6),
        ("mil", 3),
    ],
    "fr": [
        ("milliards", 9), ("milliard", 9), ("millions", 6), ("million", 6), ("mille", 3), ("Mds", 9), ("Md", 9),
    ],
}  # fmt: skip

SPACES = "[ \u00a0\u202f]"
NUMBER = {
    "en": r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?",
    "es": rf"\d{{1,3}}(?:{SPACES}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*",
    "fr": rf"\d{{1,3}}(?:{SPACES}\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*",
}
PATTERN = {
    language: re.compile(
        rf"(?<![\w.,])(?P<number>{NUMBER[language]})(?!\d)"
        rf"(?:{SPACES}?(?P<scale>{'|'.join(word for word, _ in SCALES[language])})\b)?"
    )
    for language in SCALES
}


class Figure:
    """A figure in a text, with each way to read it: a value and how far off what
    it was rounded from may be."""

    def __init__(self, match, language):
        self.start, self.end = match.span()
        self.written = match["number"]
        power = dict(SCALES[language]).get(match["scale"], 0)
        self.is_year = not power and re.fullmatch(r"(1[5-9]|20)\d\d", self.written) is not None
        self.readings = []
        for digits in readings(self.written, language):
            value, half = Decimal(digits), rounding(digits)
            self.readings.append((value.scaleb(power), Decimal(0) if self.is_year else half.scaleb(power)))


def readings(written, language):
    """The figure with a decimal point and nothing else, the likeliest first."""
    plain = re.sub(SPACES, "", written)
    if language == "en":
        return [plain.replace(",", "")]
    marks = re.findall("[.,]", plain)
    if len(set(marks)) == 2:
        last = max(plain.rfind("."), plain.rfind(","))
        return [re.sub("[.,]", "", plain[:last]) + "." + re.sub("[.,]", "", plain[last:])]
    if len(marks) > 1:
        return [re.sub("[.,]", "", plain)]
    decimal, grouped = plain.replace(",", "."), re.sub("[.,]", "", plain)
    if not marks or not re.search(r"[.,]\d{3}$", plain) or plain.startswith("0"):
        return [decimal]
    return [decimal, grouped] if marks == [","] else [grouped, decimal]


def rounding(digits):
    """Half of the last place that is written. Noughts at the end of a whole number
    are taken for rounding, but for those of its first two digits."""
    if "." in digits:
        return Decimal(5).scaleb(-len(digits.split(".")[1]) - 1)
    noughts = min(len(digits) - len(digits.rstrip("0")), max(len(digits) - 2, 0))
    return Decimal(5).scaleb(noughts - 1)


def figures(text, language):
    return [Figure(match, language) for match in PATTERN[language].finditer(text)]


def written_out(text, language):
    """The text with every figure but years in digits with a decimal point: $1.2
    billion is $1200000000."""
    parts, end = [], 0
    for figure in figures(text, language):
        if figure.is_year or text[figure.start : figure.end].isdigit():
            continue
        parts += [text[end : figure.start], f"{figure.readings[0][0].normalize():f}"]
        end = figure.end
    return re.sub(rf"(?<=\d){SPACES}?(%|percent|per cent|por ciento|pour cent)", "%", "".join(parts) + text[end:])
