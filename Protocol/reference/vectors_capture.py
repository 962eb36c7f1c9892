"""Vectors for the captured line. What each says is written down here by hand; capture.py must agree."""

import datetime

import capture

TODAY = "2026-11-21"
NOTHING = {"kind": "note", "owners": [], "tags": [], "customer": None, "product": None, "site": None, "meeting": None,
           "due": None, "priority": None}


def capture_vectors():
    vectors = []

    def line(name, why, typed, text, said=None, **told):
        expected = {**NOTHING, "text": text, **({"kind": said} if said else {}), **told}
        read = capture.read(typed, datetime.date.fromisoformat(TODAY), said)
        assert read == expected, f"{name}: {read}"
        again = capture.written(read)
        assert capture.read(again, datetime.date.fromisoformat(TODAY)) == read, f"{name}: {again}"
        vectors.append({"name": name, "why": why, "line": typed, "today": TODAY, "said": said, "value": expected,
                        "written": again})

    def literal(name, why, typed, said=None):
        line(name, why, typed, typed, said)

    def refused(name, why, typed, words, column):
        try:
            capture.read(typed, datetime.date.fromisoformat(TODAY))
            raise AssertionError(name)
        except capture.BadDue as bad:
            assert (bad.words, bad.column) == (words, column), f"{name}: {bad.words} {bad.column}"
        vectors.append({"name": name, "why": why, "line": typed, "today": TODAY, "said": None, "error": "bad_due",
                        "words": words, "column": column})

    line("everything at once", "A mark, a text, names and fields.",
         '! The guard door jams @maria #quality customer:"Acme Steel" product:Press site:Lyon due:fri p:high',
         "The guard door jams", kind="frustration", owners=["maria"], tags=["quality"], customer="Acme Steel",
         product="Press", site="Lyon", due="2026-11-27", priority="high")

    # Marks.
    for sign, kind in capture.MARKS.items():
        line(f"the mark {sign}", "It stands before a space …", f"{sign} The door jams", "The door jams", kind=kind)
        line(f"the mark {sign} close to the text", "… or directly before a letter.", f"{sign}Door", "Door", kind=kind)
    line("a box", "An empty box is an action.", "[] Send blades", "Send blades", kind="action")
    line("a box with a space", "As Markdown has it.", "[ ] Send blades", "Send blades", kind="action")
    line("a list item with a box", "One mark of two signs.", "- [ ] Send blades", "Send blades", kind="action")
    literal("a box with a cross", "No mark.", "[x] Send blades")
    literal("no mark", "A note.", "The door jams")
    literal("a negative number", "A figure behind the sign: text.", "-5 degrees in the hall")
    literal("a telephone number", "A figure behind the sign: text.", "+49 30 1234")
    literal("three dashes", "Another mark behind it: text.", "--- what")
    literal("an emphasis", "A word between two stars is no insight.", "*Never* again")
    literal("a mark alone", "Nothing stands behind it.", "!")
    literal("an image", "A bracket behind the sign: text.", "![press](press.png)")
    line("a mark before a pictogram", "What is beyond ASCII is text that a mark may precede.", "!\U0001f525 in hall 2",
         "\U0001f525 in hall 2", kind="frustration")
    line("a mark and a field", "A mark alone is text where the kind is said; written down it needs a backslash.",
         "^ site:Lyon", "^", said="note", site="Lyon")
    line("one mark counts", "The second is text.", "! ? why", "? why", kind="frustration")
    line("a mark kept literal", "By a backslash.", "\\- five degrees", "- five degrees")
    line("two backslashes before a mark", "One of them goes.", "\\\\- x", "\\- x")
    line("a box kept literal", "Behind the mark of an action too.", "- \\[ ] x", "[ ] x", kind="action")
    line("a mark where the kind is said", "It is text then.", "- check the blade", "- check the blade", said="note")
    line("an escaped mark where the kind is said", "The backslash goes all the same.", "\\- x", "- x", said="idea")
    line("a slash kept literal", "Programs may give a slash at the start a meaning of its own.", "\\/list of parts",
         "/list of parts")

    # Owners and tags.
    line("names at both ends", "Taken out of the text.", "@maria #line4 Send blades #quality @jo", "Send blades",
         owners=["maria", "jo"], tags=["line4", "quality"])
    line("a name inside a sentence", "It stays, and counts.", "Ask @maria about #quality today",
         "Ask @maria about #quality today", owners=["maria"], tags=["quality"])
    line("a name beside punctuation", "It belongs to the sentence, even at its end.", "Ship it, @maria!",
         "Ship it, @maria!", owners=["maria"])
    line("names in brackets and lists", "A sign may stand behind a bracket or a comma.", "Blades (@maria,@jo) ready",
         "Blades (@maria,@jo) ready", owners=["maria", "jo"])
    line("a name with dots, hyphens and an apostrophe", "All of it is the name.", "x @jean-luc.d'arc", "x",
         owners=["jean-luc.d'arc"])
    line("a possessive", "The name ends before it.", "Fix @maria's line", "Fix @maria's line", owners=["maria"])
    line("a name in quotation marks", "For names with spaces.", 'x @"Maria Silva"', "x", owners=["Maria Silva"])
    line("a name with a quotation mark", "A backslash keeps it.", 'x @"a \\"b\\" \\\\"', "x", owners=['a "b" \\'])
    line("letters beyond ASCII", "Any letter of any script.", "x @Žižek #größe #工場", "x", owners=["Žižek"],
         tags=["größe", "工場"])
    line("a name twice", "It counts once.", "x @jo @jo", "x", owners=["jo"])
    line("a name in two spellings", "Names compare by those who know people.", "x @jo @Jo", "x", owners=["jo", "Jo"])
    line("nothing but signs", "They are the text, and count.", "#quality @maria", "#quality @maria",
         owners=["maria"], tags=["quality"])
    line("a mark and nothing but signs", "They are the text.", "! #quality", "#quality", kind="frustration",
         tags=["quality"])
    literal("an e-mail address", "A sign inside a word is text.", "Write to jo@example.com")
    literal("a number of an issue", "A tag begins with a letter.", "See #42 and #3d")
    literal("a time behind an at sign", "A name begins with a letter.", "Meet @10:30 or @2pm")
    literal("signs alone", "No name behind them.", "@ # @! #- ##heading")
    literal("a URL", "Nothing in it counts.", "See https://example.com/a?b#top")
    literal("a time of day", "No key.", "At 10:30, not 9:00")
    literal("a sharp", "A sign at the end of a word.", "C# and F#")
    literal("two signs in a word", "Not a name.", "@a@b #a#b @a/b")
    literal("a name of more than 200 bytes", "Kept as text.", "#" + "x" * 201)
    line("a name of 200 bytes", "As long as one may be.", "x #" + "y" * 200, "x", tags=["y" * 200])
    literal("a name with a control character", "No set could hold it.", 'x @"a\x07b"')
    many = [f"t{number}" for number in range(66)]
    line("more names than count", "The 65th and 66th stay in the text.", "x " + " ".join("#" + tag for tag in many),
         "x " + " ".join("#" + tag for tag in many), tags=many[:64])
    line("a name kept literal", "By a backslash.", "Ask \\@maria about \\#quality", "Ask @maria about #quality")
    line("a backslash before no sign", "It is text.", "C:\\temp and \\\\server", "C:\\temp and \\\\server")
    line("two backslashes before a sign", "One of them goes.", "\\\\@maria", "\\@maria")
    line("a backslash behind a bracket", "Where a sign could stand, it can be kept.", "(\\@maria)", "(@maria)")
    literal("names in quotation marks", "Quotation marks keep what is in them, and stay.", 'He said "@maria is #one"')
    line("an open quotation mark", "It keeps nothing.", '5 " and "one @maria', '5 " and "one', owners=["maria"])
    line("a quotation mark kept literal", "It opens nothing.", '\\"a @jo b" c', '"a @jo b" c', owners=["jo"])

    # Fields.
    line("a field inside a sentence", "Taken out, with one of the spaces.", "Send customer:Acme two blades",
         "Send two blades", customer="Acme")
    line("a field before a comma", "The comma goes with it.", "For customer:Acme, and soon", "For and soon",
         customer="Acme")
    line("a field in capitals", "Keys have no case.", "x Customer:Acme DUE:Fri", "x", customer="Acme",
         due="2026-11-27")
    line("a value with a quotation mark", "A backslash keeps it.", 'x customer:"19\\" Racks"', "x",
         customer='19" Racks')
    line("a second field", "The first counts, the second is text.", "x customer:Acme customer:Bolt", "x customer:Bolt",
         customer="Acme")
    line("a customer of a promise", "`to:` counts in promises.", "> Ships in May to:Acme", "Ships in May",
         kind="promise", customer="Acme")
    line("a customer where a promise is said", "Also where the kind is said.", "Ships to:Acme", "Ships", said="promise",
         customer="Acme")
    literal("to: in another kind", "Text.", "Write to:jo")
    line("a meeting", "A short id or a title.", 'x meeting:"Weekly round"', "x", meeting="Weekly round")
    line("priorities", "h, m and l, or the whole word.", "x p:L", "x", priority="low")
    literal("a page", "No priority.", "See p:12 or p:urgent")
    literal("a key without a value", "Text.", "The money due: 500, customer: Acme")
    literal("a smiley", "No value begins with punctuation.", "Paid when due:) or site:/")
    literal("another key", "Text.", "note:this and re:that")
    literal("a value with an open quotation mark", "Text.", 'x customer:"Acme')
    literal("letters behind a quotation", "Text.", 'x customer:"Acme"Steel')
    literal("an empty value", "Text.", 'x customer:"" site:" "')
    literal("a field in brackets", "A field is a word of its own.", "x (customer:Acme)")
    line("a field kept literal", "By a backslash.", "x \\customer:Acme \\due:soon", "x customer:Acme due:soon")
    line("a sign before an open quotation mark", "Written down, it might be closed by what comes behind.",
         'x site:a,@"b', "x", site='a,@"b')
    line("text before an open quotation mark", "The same inside the text.", 'x,@"b customer:Acme', 'x,@"b', customer="Acme")
    line("nothing but a field", "It is the text, and counts.", "customer:Acme", "customer:Acme", customer="Acme")

    # Dates.
    for words, day in [("today", "2026-11-21"), ("sat", "2026-11-28"), ("+3d", "2026-11-24"), ("-1d", "2026-11-20"),
                       ("+1m", "2026-12-21"), ("2026-12-01", "2026-12-01"), ("dec 1", "2026-12-01"),
                       ("1st december 2027", "2027-12-01"), ("nov 20", "2027-11-20")]:
        line(f"due:{words}", "A date as people type it.", f"x due:{words}", "x", due=day)
        line(f'due:"{words}"', "The same in quotation marks.", f'x due:"{words}" y', "x y", due=day)
    line("a date before more text", "The longest run of words that is a date counts.", "x due:dec 1 send it",
         "x send it", due="2026-12-01")
    line("a date before a full stop", "It belongs to the sentence.", "Send it due:fri.", "Send it", due="2026-11-27")
    line("a second date", "The first counts.", "x due:fri due:soon", "x due:soon", due="2026-11-27")
    refused("no date", "The one thing that is refused.", "! x due:frday y", "frday", 5)
    refused("no date behind a space", "Columns count from the start of the line.", "  x due:frday", "frday", 5)
    refused("no date in quotation marks", "The words are told.", 'x due:"next year"', "next year", 3)
    refused("a date in an open quotation mark", "No date.", 'x due:"fri', '"fri', 3)
    refused("a day that there is not", "February has no 30th.", "x due:2027-02-30", "2027-02-30", 3)

    # White space.
    line("space around", "Dropped.", " \t The door jams \n", "The door jams")
    literal("space inside", "Kept as it was.", "two  spaces\nand\tlines")
    line("several lines", "Any white space parts words.", "one\ncustomer:Acme\ntwo", "one\ntwo", customer="Acme")
    line("nothing", "An empty text; whoever saves it will refuse it.", "  ", "")
    return vectors
