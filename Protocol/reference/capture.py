"""The captured line, straight from ../capture.md: what it says, and the line that says it."""

import calendar
import datetime
import re
import unicodedata

SPACE = set("\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}
MARKS = {"!": "frustration", "*": "insight", "^": "challenge", "+": "idea", ">": "promise", "=": "decision",
         "?": "question", "-": "action"}
KEYS = ["customer", "product", "site", "meeting", "to", "due", "p"]
PRIORITIES = {"h": "high", "high": "high", "m": "medium", "medium": "medium", "l": "low", "low": "low"}
NAMES_PER_LINE = 64
NAME_BYTES = 200
CELL_BYTES = 256


class BadDue(Exception):
    def __init__(self, words, column):
        super().__init__(words)
        self.words = words
        self.column = column


def is_letter(sign):
    return unicodedata.category(sign)[0] == "L"


def is_digit(sign):
    return unicodedata.category(sign) == "Nd"


def is_name_part(sign):
    return is_letter(sign) or is_digit(sign) or unicodedata.category(sign)[0] == "M" or sign in "-_"


def strip(text):
    start, end = 0, len(text)
    while start < end and text[start] in SPACE:
        start += 1
    while end > start and text[end - 1] in SPACE:
        end -= 1
    return text[start:end]


def word_end(text, place):
    while place < len(text) and text[place] not in SPACE:
        place += 1
    return place


def space_end(text, place):
    while place < len(text) and text[place] in SPACE:
        place += 1
    return place


def is_space(text, place):
    return place >= len(text) or text[place] in SPACE


# Signs


def opens_text(text, place):
    if place >= len(text):
        return False
    sign = text[place]
    return sign in SPACE or is_letter(sign) or sign > "\x7f" or sign in '"@#(\\'


def box(text, place):
    for form in ("[]", "[ ]"):
        if text.startswith(form, place) and opens_text(text, place + len(form)):
            return space_end(text, place + len(form))
    return None


def mark(text, place):
    """(kind, where the text begins), or None."""
    behind = box(text, place)
    if behind is not None:
        return "action", behind
    sign = text[place:place + 1]
    if sign not in MARKS or not opens_text(text, place + 1):
        return None
    if sign == "*" and "*" in text[place + 1:word_end(text, place)]:
        return None
    start = space_end(text, place + 1)
    if sign == "-" and box(text, start) is not None:
        return "action", box(text, start)
    return MARKS[sign], start


def key(text, place):
    for name in KEYS:
        if text[place:place + len(name) + 1].lower() == name + ":" and text[place:place + len(name)].isascii():
            return name, place + len(name) + 1
    return None


def backslashes(text, place, first):
    """How many backslashes at `place` keep the sign behind them, 0 for none."""
    behind = place
    while text[behind:behind + 1] == "\\":
        behind += 1
    sign = text[behind:behind + 1]
    if behind == place or not sign:
        return 0
    if sign in '@#"' or (first and (sign in MARKS or sign in "[/")) or key(text, behind):
        return behind - place
    return 0


def quoted(text, place):
    """(value, end) of a value in quotation marks, or None."""
    if text[place:place + 1] != '"':
        return None
    value, place = "", place + 1
    while place < len(text):
        if text[place] == '"':
            return (strip(value), place + 1) if strip(value) else None
        if text[place] == "\\" and text[place + 1:place + 2] in ('"', "\\"):
            place += 1
        value += text[place]
        place += 1
    return None


def plain_name(text, place, sign):
    if place >= len(text) or not is_letter(text[place]):
        return None
    end = place + 1
    while end < len(text):
        joints = ".'\u2019" if sign == "@" else "."
        is_joint = text[end] in joints and end + 1 < len(text) and is_name_part(text[end + 1])
        if is_joint and text[end] != "." and text[end + 1] == "s":
            is_joint = end + 2 < len(text) and is_name_part(text[end + 2])
        if not is_name_part(text[end]) and not is_joint:
            break
        end += 1
    return text[place:end], end


def mention(text, place):
    """(sign, name, end), or None."""
    sign = text[place:place + 1]
    if not sign or sign not in "@#":
        return None
    found = quoted(text, place + 1) or plain_name(text, place + 1, sign)
    if not found:
        return None
    name, end = found
    if not is_space(text, end) and text[end] not in ".,;:!?)]}\"'\u2019\u201d\u2026":
        return None
    size = len(name.encode())
    if size > NAME_BYTES or any(letter < " " or letter == "\x7f" for letter in name):
        return None
    return sign, name, end


def without_punctuation(value, name):
    signs = ",;" + (".:!?)]}" if name in ("due", "p") else "")
    while len(value) > 1 and value[-1] in signs:
        value = value[:-1]
    return value


def field(text, place):
    """(key, value, whether it was quoted, end), or None."""
    found = key(text, place)
    if not found or is_space(text, found[1]):
        return None
    name, start = found
    if text[start] == '"':
        value = quoted(text, start)
        if value and is_space(text, value[1]):
            return name, value[0], True, value[1]
        if name != "due":
            return None
    elif name == "due":
        if not (is_letter(text[start]) or is_digit(text[start]) or text[start] in "+-"):
            return None
    elif not (is_letter(text[start]) or is_digit(text[start]) or text[start] > "\x7f"):
        return None
    end = word_end(text, start)
    return name, without_punctuation(text[start:end], name), False, end


# Reading


def read(line, today, said=None):
    """What a line says, as a dictionary. `said` is a kind that was given elsewhere."""
    text = strip(line)
    lead = next((place for place, sign in enumerate(line) if sign not in SPACE), 0)
    told = {"kind": said or "note", "text": "", "owners": [], "tags": [], "customer": None, "product": None,
            "site": None, "meeting": None, "due": None, "priority": None}
    start = 0
    if said is None and mark(text, 0):
        told["kind"], start = mark(text, 0)
    pieces = []
    place = start
    while place < len(text):
        if text[place] in SPACE:
            end = space_end(text, place)
            pieces.append(("space", text[place:end]))
        else:
            end = read_mention(text, place, told, pieces) or read_field(text, place, lead, told, pieces, today)
            if not end:
                word, end = read_word(text, place, place == start, told)
                pieces.append(("word", word))
        place = end
    words = [index for index, piece in enumerate(pieces) if piece[0] == "word"]
    for piece, content in pieces[words[0]:words[-1] + 1] if words else []:
        if piece == "space" and told["text"][-1:] and told["text"][-1:] in SPACE:
            continue
        if piece != "field":
            told["text"] += content
    told["text"] = told["text"] or text[start:]
    return told


def read_mention(text, place, told, pieces):
    found = mention(text, place)
    if not found or not is_space(text, found[2]) or not count(found, told):
        return None
    pieces.append(("mention", text[place:found[2]]))
    return found[2]


def read_field(text, place, lead, told, pieces, today):
    found = field(text, place)
    if not found:
        return None
    name, value, is_quoted, end = found
    if name == "to":
        if told["kind"] != "promise":
            return None
        name = "customer"
    if name == "p":
        name, value = "priority", PRIORITIES.get(value.lower())
        if value is None:
            return None
    if told[name] is not None:
        return None
    if name == "due":
        value, end = read_due(text, place, found, lead, today)
    told[name] = value
    pieces.append(("field", ""))
    return end


def read_due(text, place, found, lead, today):
    _, value, is_quoted, end = found
    ends = [end]
    while not is_quoted and len(ends) < 3 and space_end(text, ends[-1]) < len(text):
        ends.append(word_end(text, space_end(text, ends[-1])))
    for end in reversed(ends):
        words = value if is_quoted else without_punctuation(text[place + len("due:"):end], "due")
        day = date(words, today)
        if day:
            return day.isoformat(), end
    raise BadDue(value, lead + place + 1)


def read_word(text, start, first, told):
    word, place, may_open = "", start, True
    while place < len(text) and text[place] not in SPACE:
        begin = place
        kept = backslashes(text, place, first and place == start) if may_open else 0
        if kept:
            word += text[place + 1:place + kept + 1]
            place += kept + 1
        else:
            place += 1
            if may_open and text[begin] == '"' and '"' in text[place:]:
                place = text.index('"', place) + 1
            elif may_open:
                found = mention(text, begin)
                if found and count(found, told):
                    place = found[2]
            word += text[begin:place]
        may_open = place == begin + 1 and text[begin] in "([{,;"
    return word, place


def count(found, told):
    names = told["owners" if found[0] == "@" else "tags"]
    if found[1] in names:
        return True
    if len(told["owners"]) + len(told["tags"]) >= NAMES_PER_LINE:
        return False
    names.append(found[1])
    return True


# Writing


def written(told):
    sign = next((sign for sign, kind in MARKS.items() if kind == told["kind"]), None)
    parts = [sign] if sign else []
    parts.append(escaped(told["text"], sign is not None))
    parts += ["@" + written_name(name, "@") for name in told["owners"]]
    parts += ["#" + written_name(name, "#") for name in told["tags"]]
    for name in ("customer", "product", "site", "meeting", "due"):
        if told[name]:
            parts.append(written_field(name, told[name]))
    if told["priority"]:
        parts.append(written_field("p", told["priority"]))
    return " ".join(parts)


def opens(text, place):
    """Whether a sign with a value in quotation marks begins here, if only they are closed later on."""
    if text[place] in "@#":
        return text[place + 1:place + 2] == '"'
    return key(text, place) is not None and text[key(text, place)[1]:][:1] == '"'


def in_quotes(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def written_name(name, sign):
    found = mention(sign + name, 0)
    return name if found and found[1:] == (name, len(sign + name)) else in_quotes(name)


def written_field(name, value):
    plain = name + ":" + value
    return plain if field(plain, 0) == (name, value, False, len(plain)) else name + ":" + in_quotes(value)


def escaped(text, marked):
    out, place, may_open, word_start = "", 0, True, True
    while place < len(text):
        begin, first = place, place == 0
        if may_open:
            marks = text in ("[]", "[ ]") or (mark(text, 0) and text[0] == "[" if marked else mark(text, 0) or text in MARKS)
            kept = backslashes(text, place, first)
            if kept:
                out += "\\"
                place += kept
            elif (first and marks) or (word_start and field(text, place)) or mention(text, place) or opens(text, place):
                out += "\\"
            elif text[place] == '"' and '"' in text[place + 1:]:
                place = text.index('"', place + 1)
            elif text[place] == '"':
                out += "\\"
        place += 1
        out += text[begin:place]
        word_start = text[place - 1] in SPACE
        may_open = word_start or (place == begin + 1 and text[begin] in "([{,;")
    return out


# Dates


WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
MONTHS = [name.lower() for name in calendar.month_name][1:]


def named(word, names):
    return next((index for index, name in enumerate(names) if len(word) >= 3 and name.startswith(word)), None)


def date(words, today):
    """The day that words stand for, counted from today and ahead, or None."""
    parts = [part for part in re.split("[,%s]+" % "".join(SPACE), words.lower()) if part]
    if len(parts) == 1:
        return one_word(parts[0], today)
    if len(parts) in (2, 3):
        return day_and_month(parts, today)
    return None


def one_word(word, today):
    if word in ("today", "tomorrow", "yesterday"):
        return today + datetime.timedelta(["yesterday", "today", "tomorrow"].index(word) - 1)
    weekday = named(word, WEEKDAYS)
    if weekday is not None:
        return today + datetime.timedelta((weekday - today.weekday() + 6) % 7 + 1)
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", word):
        try:
            return datetime.date.fromisoformat(word)
        except ValueError:
            return None
    distance = re.fullmatch(r"([+-])([0-9]{1,4})([dwm])", word)
    if not distance:
        return None
    count = int(distance[1] + distance[2])
    if distance[3] != "m":
        return today + datetime.timedelta(count * (7 if distance[3] == "w" else 1))
    year, month = divmod(today.year * 12 + today.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def day_and_month(parts, today):
    for month, day in (parts[:2], parts[1::-1]):
        month, day = named(month, MONTHS), re.fullmatch(r"([0-9]{1,4})(|\.|st|nd|rd|th)", day)
        if month is None or not day or int(day[1]) > 31:
            continue
        if len(parts) == 3 and not re.fullmatch("[0-9]{4}", parts[2]):
            return None
        years = [int(parts[2])] if len(parts) == 3 else range(today.year, today.year + 9)
        for year in years:
            try:
                found = datetime.date(year, month + 1, int(day[1]))
            except ValueError:
                continue
            if len(parts) == 3 or found >= today:
                return found
        return None
    return None
