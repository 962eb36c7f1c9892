"""Vectors for the messages of the exchange and for problem documents."""

import base64
import hashlib
import json

import huddle
import messages
import wire
from messages import JSON, PROTOBUF, MessageError
from vectors_changes import change, folded, join
from wire import text

NOON = 1_795_250_720_123  # 2026-11-21T08:45:20.123Z
MARIA, TOM = 0xA1A2A3A4A5A6A7A8, 0xB1B2B3B4B5B6B7B8
FIRST = wire.encode(change(replica=MARIA))
SECOND = wire.encode(change((("text", text("Der Flansch hält 40 bar.")), ("kind", text("promise"))), replica=TOM,
                            stamp=huddle.stamp(NOON + 5), bases=(huddle.change_id(FIRST),)))
CHAIN = huddle.chain([huddle.change_id(data) for data in (FIRST, SECOND)])
START = {"seq": "0", "chain": bytes(16).hex()}
AFTER_FIRST, AFTER_SECOND = ({"seq": str(place + 1), "chain": value.hex()} for place, value in enumerate(CHAIN))
SECRET = hashlib.sha256(b"an invitation's secret").digest()
TOKEN = hashlib.sha256(b"a device's token").digest()
TOKEN_HASH = hashlib.sha256(TOKEN).digest()
SPACE = huddle.uuid_bytes("019a0000-0000-7000-8000-00000000ac3e")


def good(name, why, message, value, forms=(PROTOBUF, JSON)):
    """What a program of this version writes, and everyone reads."""
    vector = {"name": name, "why": why, "message": message}
    for form in forms:
        body = messages.write(message, value, form)
        assert messages.read(message, body, form) == value, name
        vector[form] = body.decode() if form == JSON else folded(body)
    return {**vector, "canonical": True, "value": value}


def same(name, why, message, value, **bodies):
    """What everyone reads, and a program of this version does not write."""
    vector = {"name": name, "why": why, "message": message}
    for form, body in bodies.items():
        assert messages.read(message, body, form) == value, f"{name}: {messages.read(message, body, form)}"
        vector[form] = body.decode() if form == JSON else folded(body)
    return {**vector, "canonical": False, "value": value}


def bad(name, why, message, reason, **bodies):
    vector = {"name": name, "why": why, "message": message}
    for form, body in bodies.items():
        try:
            messages.read(message, body, form)
            raise AssertionError(f"{name}: taken as {form}")
        except MessageError as error:
            assert error.reason == reason, f"{name}: {error.reason}"
        vector[form] = body.decode() if form == JSON else repeated(body)
    return {**vector, "error": "malformed", "reason": reason}


def repeated(body):
    """The body as parts, where it is two bytes again and again."""
    if len(body) > 2000 and body == body[:2] * (len(body) // 2):
        return [{"repeat": body[:2].hex(), "times": len(body) // 2}]
    return folded(body)


def both(found, message):
    """A message with these fields, whatever they are, in both forms."""
    return {PROTOBUF: messages.render_protobuf(message, found), JSON: messages.render_json(message, found)}


def message_vectors():
    return (
        cursors() + sync_requests() + sync_replies() + comparisons() + join_requests() + join_replies() + people()
        + feeds() + webhooks() + problems() + json_texts()
    )


def cursors():
    one = {"seq": 5, "chain": CHAIN[0]}
    return [
        good("the start of a log", "Nothing has been read: no bytes at all.", "Cursor", START),
        good("a cursor after one change", "A number, and the chain's value there.", "Cursor", AFTER_FIRST),
        good("the greatest cursor", "64 bits; in JSON a string, because JSON's readers round.", "Cursor",
             {"seq": str(2**64 - 1), "chain": "ff" * 16}),
        same("the start with its chain written out", "Sixteen zero bytes at 0 are the same as none.", "Cursor", START,
             **both({"chain": bytes(16)}, "Cursor")),
        same("a chain at 0 that is not the start", "Well formed; no log has such a history.", "Cursor",
             {"seq": "0", "chain": "11" * 16}, **both({"chain": b"\x11" * 16}, "Cursor")),
        same("a seq that is a number in JSON", "Both are read; a string is written.", "Cursor", AFTER_FIRST,
             json=json.dumps({"seq": 1, "chain": base64.b64encode(CHAIN[0]).decode()}).encode()),
        bad("a chain of 15 bytes", "A chain has 16.", "Cursor", "length", **both({**one, "chain": bytes(15)},
            "Cursor")),
        bad("a chain of 17 bytes", "A chain has 16.", "Cursor", "length", **both({**one, "chain": bytes(17)},
            "Cursor")),
        bad("no chain", "Only at 0 may it be left out.", "Cursor", "length", **both({"seq": 5}, "Cursor")),
        bad("a negative seq", "Counted from 0.", "Cursor", "out_of_range", json=b'{"seq":"-1"}'),
        bad("a seq of 65 bits", "64 are the most.", "Cursor", "out_of_range", json=b'{"seq":"18446744073709551616"}'),
        bad("a seq that is no number", "Decimal digits.", "Cursor", "wrong_type", json=b'{"seq":"five"}'),
        bad("a seq with a fraction", "Whole numbers.", "Cursor", "wrong_type", json=b'{"seq":1.5}'),
        bad("a chain that is no base64", "A sign of neither alphabet.", "Cursor", "wrong_type",
            json=b'{"seq":"1","chain":"*AAAAAAAAAAAAAAAAAAAAA=="}'),
    ]


def sync_requests():
    idle = {"cursor": AFTER_SECOND, "replica": f"{MARIA:016x}", "changes": [], "limit": None, "known": []}
    page = {**idle, "cursor": AFTER_FIRST, "changes": [FIRST.hex(), SECOND.hex()], "limit": 2000}
    nobody = {"cursor": START, "replica": "0" * 16, "changes": [], "limit": None, "known": []}
    empty = wire.bytes_field(3, b"")
    return [
        good("nothing to send", "What a client asks when it only wants to know what is new.", "SyncRequest", idle),
        good("a page both ways", "Two changes to offer; at most 2000 wanted back.", "SyncRequest", page),
        good("the first call", "From the start of the log; the cursor is there and empty.", "SyncRequest",
             {**nobody, "replica": f"{MARIA:016x}"}),
        good("the greatest replica and limit", "64 and 32 bits. A server cuts the limit to its own.", "SyncRequest",
             {**idle, "replica": "f" * 16, "limit": 2**32 - 1}),
        good("known replicas", "After a comparison: these replicas' changes are wanted as their ids alone.",
            "SyncRequest",
             {**nobody, "replica": f"{MARIA:016x}", "known": [f"{TOM:016x}", "f" * 16]}),
        same("known replicas, each in a field of its own", "Numbers that repeat are read in either way.", "SyncRequest",
             {**nobody, "known": [f"{TOM:016x}", "f" * 16]},
             protobuf=wire.fixed64_field(5, TOM) + wire.fixed64_field(5, 2**64 - 1),
             json=json.dumps({"known": [TOM, str(2**64 - 1)]}).encode()),
        bad("known replicas of 9 bytes", "Eight each.", "SyncRequest", "not_protobuf",
            protobuf=wire.bytes_field(5, bytes(9))),
        bad("a known replica too many", "10,001.", "SyncRequest", "too_many", protobuf=wire.bytes_field(5,
            bytes(80008))),
        good("a change without bytes", "Well formed: the verdict on it says that it is no change.", "SyncRequest",
             {**idle, "changes": ["", FIRST.hex()]}),
        same("no fields at all", "From the start, for no replica: every change comes whole.", "SyncRequest", nobody,
             protobuf=b"", json=b"{}"),
        same("a limit of 0", "As many as a page holds.", "SyncRequest", idle,
             protobuf=messages.write("SyncRequest", idle, PROTOBUF) + wire.varint_field(4, 0),
             json=messages.write("SyncRequest", idle, JSON)[:-1] + b',"limit":0}'),
        same("fields of a newer version", "Passed over.", "SyncRequest", idle,
             protobuf=messages.write("SyncRequest", idle, PROTOBUF) + wire.bytes_field(100,
                 b"x") + bytes.fromhex("a80607"),
             json=messages.write("SyncRequest", idle,
                 JSON)[:-1] + b', "wish": {"a": [1, -2.5e3, null, true, "\\u00e9"]}}'),
        same("fields in another order", "Order means nothing but between changes.", "SyncRequest", page,
             protobuf=wire.varint_field(4, 2000) + wire.bytes_field(3, FIRST) + wire.fixed64_field(2, MARIA)
             + wire.bytes_field(3, SECOND) + wire.bytes_field(1, wire.varint_field(1, 1) + wire.bytes_field(2,
                 CHAIN[0]))),
        same("a cursor in two pieces", "Pieces of one message are put together.", "SyncRequest",
             {**idle, "cursor": AFTER_FIRST},
             protobuf=wire.bytes_field(1, wire.varint_field(1, 1)) + wire.fixed64_field(2, MARIA)
             + wire.bytes_field(1, wire.bytes_field(2, CHAIN[0]))),
        same("nulls", "In JSON null is the same as absent.", "SyncRequest", nobody,
             json=b'{"cursor":null,"replica":null,"changes":null,"limit":null}'),
        full_page(),
        bad("a page with a change too many", "8001. The whole call is refused: nothing of it is taken.", "SyncRequest",
            "too_many", protobuf=empty * 8001),
        bad("a cursor's chain of 3 bytes", "A chain has 16.", "SyncRequest", "length",
            **both({"cursor": {"seq": 5, "chain": bytes(3)}, "replica": MARIA}, "SyncRequest")),
        bad("cut in a change", "A length that reaches beyond the end.", "SyncRequest", "not_protobuf",
            protobuf=messages.write("SyncRequest", page, PROTOBUF)[:-9]),
        bad("cut in the replica", "Eight bytes are announced.", "SyncRequest", "not_protobuf",
            protobuf=b"\x11\x01\x02"),
        bad("a change that is no base64", "Bytes are base64 in JSON.", "SyncRequest", "wrong_type",
            json=b'{"changes":["%%%%"]}'),
        bad("one change without a list", "`changes` is a list.", "SyncRequest", "wrong_type",
            json=b'{"changes":"AAAA"}'),
        bad("null for a change", "A list has no absent elements.", "SyncRequest", "wrong_type",
            json=b'{"changes":[null]}'),
        bad("a limit of 33 bits", "32 are the most.", "SyncRequest", "out_of_range", json=b'{"limit":4294967296}'),
    ]


def full_page():
    value = {"cursor": START, "replica": "0" * 16, "changes": [""] * 2000, "limit": None, "known": []}
    body = wire.bytes_field(3, b"") * 2000
    assert messages.read("SyncRequest", body, PROTOBUF) == value
    return {
        "name": "a full page", "why": "2000 changes, each of no bytes. The values are not shown.",
        "message": "SyncRequest", "protobuf": [{"repeat": "1a00", "times": 2000}], "canonical": False,
    }


def sync_replies():
    idle = {"verdicts": [], "items": [], "cursor": AFTER_SECOND, "head": "2", "serverTime": str(NOON)}
    refused = [{"outcome": "refused", "code": code, "detail": "…"} for code in messages.REFUSALS]
    page = {
        **idle, "items": [{"own": huddle.change_id(FIRST).hex()}, {"change": SECOND.hex()}], "head": "3",
        "verdicts": [{"outcome": "admitted"}, {"outcome": "duplicate"},
                     {"outcome": "refused", "code": "clock_ahead",
                         "detail": "stamped 86400 s ahead of the server's clock"}],
    }
    newer = {"outcome": "refused", "code": "too_many_owners", "detail": "20 are the most"}
    raw = messages.WRITERS["SyncReply"]

    def with_item(found):
        return both({**raw(idle), "items": [found]}, "SyncReply")

    def with_verdict(found):
        return both({**raw(idle), "verdicts": [found]}, "SyncReply")

    two = wire.bytes_field(2, wire.bytes_field(1, FIRST) + wire.bytes_field(2, huddle.change_id(FIRST)))
    return [
        good("nothing new", "The cursor stands at the head.", "SyncReply", idle),
        good("a page of an answer",
            "Verdicts in the order of the request; one's own change as its id, another's whole; "
             "there is more to read, for the head is 3.", "SyncReply", page),
        good("each refusal", "Every code that a server of this version gives.", "SyncReply", {**idle,
            "verdicts": refused}),
        good("an empty log", "Cursor and head at 0.", "SyncReply", {**idle, "cursor": START, "head": "0"}),
        good("a space with a name", "Whoever knows it by another one takes this one over.", "SyncReply",
            {**idle, "spaceName": "Acme Lyon"}),
        good("a server's clock before 1970", "The time is signed.", "SyncReply", {**idle, "serverTime": "-1"}),
        same("a refusal of a newer server", "The code is not known here: the change goes to quarantine like any other.",
             "SyncReply", {**idle, "verdicts": [newer]}, **with_verdict({**newer, "outcome": 3})),
        same("a code on an admitted change", "Only a refusal has one.", "SyncReply",
             {**idle, "verdicts": [{"outcome": "admitted"}]}, **with_verdict({"outcome": 1, "code": "malformed"})),
        same("outcomes as numbers in JSON", "Names are written, both are read.", "SyncReply",
             {**idle, "verdicts": [{"outcome": "duplicate"}]},
             json=messages.write("SyncReply", idle, JSON)[:-1] + b',"verdicts":[{"outcome":2}]}'),
        same("names of fields as in huddle.proto", "`server_time` for `serverTime`: both are read.", "SyncReply", idle,
             json=messages.write("SyncReply", idle, JSON).replace(b"serverTime", b"server_time")),
        same("an item that is a change and an id", "In protobuf the last one counts.", "SyncReply",
             {**idle, "items": [{"own": huddle.change_id(FIRST).hex()}]},
             protobuf=two + messages.write("SyncReply", idle, PROTOBUF)),
        bad("an item that is a change and an id, in JSON", "JSON has no last one.", "SyncReply", "two_of_one",
            json=messages.render_json("SyncReply", {**raw(idle), "items": [{"change": FIRST, "own": bytes(16)}]})),
        bad("an item without content", "A change or an id.", "SyncReply", "missing", **with_item({})),
        bad("an id of 15 bytes", "Ids have 16.", "SyncReply", "length", **with_item({"own": bytes(15)})),
        bad("a verdict without an outcome", "Nothing may be read into it.", "SyncReply", "unknown_outcome",
            **with_verdict({"code": "malformed"})),
        bad("an outcome of no version", "1, 2 and 3 are known; the client cannot tell what became of its change.",
            "SyncReply", "unknown_outcome", protobuf=messages.render_protobuf("SyncReply",
                {"verdicts": [{"outcome": 4}]}),
            json=b'{"verdicts":[{"outcome":4}]}'),
        bad("an outcome's name of no version", "The same in JSON.", "SyncReply", "unknown_outcome",
            json=b'{"verdicts":[{"outcome":"POSTPONED"}]}'),
        bad("a reply's cursor without its chain", "Only at 0 may it be left out.", "SyncReply", "length",
            **both({"cursor": {"seq": 2}, "head": 2}, "SyncReply")),
        bad("a detail that is not UTF-8", "Text is UTF-8.", "SyncReply", "not_utf8",
            protobuf=wire.bytes_field(1, wire.varint_field(1, 3) + wire.bytes_field(3, b"\xff"))),
    ]


def comparisons():
    told = [
        {"replica": f"{replica:016x}", "count": str(count), "sum": total.hex()}
        for replica, (count, total) in huddle.digests([FIRST, SECOND]).items()
    ]
    wide = {"replica": "f" * 16, "count": str(2**64 - 1), "sum": "ff" * 16}
    return [
        good("what is held of each replica", "How many changes, and the sum of their ids modulo 2^128.",
            "CompareRequest",
             {"digests": [*told, wide]}),
        good("nothing is held", "No digests.", "CompareRequest", {"digests": []}),
        bad("a sum of 15 bytes", "A sum has 16.", "CompareRequest", "length",
            **both({"digests": [{"replica": MARIA, "count": 1, "sum": bytes(15)}]}, "CompareRequest")),
        bad("no sum", "A sum has 16 bytes.", "CompareRequest", "length",
            **both({"digests": [{"replica": MARIA}]}, "CompareRequest")),
        bad("a replica too many in a comparison", "10,001.", "CompareRequest", "too_many",
            protobuf=wire.bytes_field(1, b"") * 10_001),
        good("replicas that are held alike", "Of these the ids tell everything.", "CompareReply",
             {"same": [f"{MARIA:016x}", f"{TOM:016x}"]}),
        good("no replica is held alike", "Everything is wanted whole.", "CompareReply", {"same": []}),
    ]


def join_requests():
    value = {"secret": SECRET.hex(), "tokenHash": TOKEN_HASH.hex(), "device": "Marias Laptop 💻"}
    found = messages.WRITERS["JoinRequest"](value)
    url_safe = base64.urlsafe_b64encode(SECRET).rstrip(b"=")
    written = messages.write("JoinRequest", value, JSON)

    def wrong(name, why, **other):
        return bad(name, why, "JoinRequest", "length", **both({**found, **other}, "JoinRequest"))

    return [
        good("a device that joins", "The invitation's secret, and the hash of the device's token.", "JoinRequest",
            value),
        good("a device's name at its limit", "200 bytes.", "JoinRequest", {**value, "device": "é" * 100}),
        same("base64 without padding, for addresses", "Both alphabets are read, padded or not.", "JoinRequest", value,
             json=written.replace(base64.b64encode(SECRET), url_safe)),
        same("a key with an underscore", "A field has two names in JSON.", "JoinRequest", value,
             json=written.replace(b"tokenHash", b"token_hash")),
        same("a key with an escape", "`\\u0064evice` is `device`.", "JoinRequest", value,
             json=written.replace(b'"device"', b'"\\u0064evice"')),
        wrong("a secret of 31 bytes", "A secret has 32.", secret=SECRET[1:]),
        wrong("a secret of 33 bytes", "A secret has 32.", secret=SECRET + b"\0"),
        wrong("a token's hash of 16 bytes", "The whole SHA-256 is sent, 32 bytes.", token_hash=TOKEN_HASH[:16]),
        bad("no secret", "Every part is needed.", "JoinRequest", "length",
            **both({"token_hash": TOKEN_HASH, "device": "x"}, "JoinRequest")),
        bad("no token's hash", "Every part is needed.", "JoinRequest", "length",
            **both({"secret": SECRET, "device": "x"}, "JoinRequest")),
        bad("no device", "People see their devices by name.", "JoinRequest", "length",
            **both({"secret": SECRET, "token_hash": TOKEN_HASH}, "JoinRequest")),
        wrong("a device's name over its limit", "201 bytes.", device="é" * 100 + "e"),
        bad("a device's name that is not UTF-8", "Text is UTF-8.", "JoinRequest", "not_utf8",
            protobuf=wire.bytes_field(3, b"\xc3(")),
        bad("half a character in a device's name", "A surrogate alone is none.", "JoinRequest", "not_utf8",
            json=b'{"device":"\\ud800"}'),
        bad("both alphabets of base64 in one text", "One or the other.", "JoinRequest", "wrong_type",
            json=b'{"secret":"+_+_"}'),
    ]


def join_replies():
    value = {"space": SPACE.hex(), "spaceName": "Acme team", "memberName": "Maria Silva", "department": "sales"}
    return [
        good("a device that was let in", "The space it belongs to, and whom the invitation named.", "JoinReply", value),
        good("a member of no department", "An empty text is left out.", "JoinReply", {**value, "department": ""}),
        bad("a space of 15 bytes", "A UUID has 16.", "JoinReply", "length", **both({"space": SPACE[1:]}, "JoinReply")),
        bad("no space", "A UUID has 16 bytes.", "JoinReply", "length", **both({"space_name": "Acme team"},
            "JoinReply")),
    ]


def people():
    member, device, colleague = (f"019a00000000700080000000000000{end}" for end in ("01", "02", "03"))
    laptop = {"id": device, "name": "Marias Laptop 💻", "created": "1795250720123", "lastSeen": "1795250780000",
              "revoked": "0"}
    maria = {"id": member, "name": "Maria Silva", "department": "sales", "role": "admin", "created": "1795250720000",
             "removed": "0", "devices": [laptop]}
    gone = {"id": colleague, "name": "Jo Weber", "department": "", "role": "viewer", "created": "1795250720000",
            "removed": "1795250720123", "devices": []}
    request = {"secretHash": TOKEN_HASH.hex(), "name": "Jo Weber", "department": "production", "role": "member"}
    found = messages.WRITERS["InvitationRequest"](request)
    invitation = {"id": TOKEN_HASH[:16].hex(), "member": colleague, "name": "Jo Weber", "role": "member",
                  "created": "1795250720123", "expires": "1795337120123", "used": "0", "withdrawn": "0"}

    def wrong(title, why, reason, **other):
        return bad(title, why, "InvitationRequest", reason, **both({**found, **other}, "InvitationRequest"))

    return [
        good("a space's members", "Who they are, who asks, and the devices that this caller may revoke.", "MemberList",
             {"members": [gone, maria], "caller": member, "device": device}),
        bad("a member's id of 15 bytes", "A UUID has 16.", "MemberList", "length",
            **both({"members": [{"id": bytes(15)}], "caller": bytes(16), "device": bytes(16)}, "MemberList")),
        bad("members without a caller", "One of them asked.", "MemberList", "length", **both({}, "MemberList")),
        good("a member who was removed", "The time says since when.", "MemberInfo", gone),
        good("a role of a newer version", "Shown as it is.", "MemberInfo", {**gone, "role": "guest"}),
        good("a device that was revoked", "The time says since when.", "DeviceInfo",
             {**laptop, "revoked": "1795250790000"}),
        bad("a device without an id", "A UUID has 16 bytes.", "DeviceInfo", "length",
            **both({"name": "laptop"}, "DeviceInfo")),
        good("another role", "viewer, member or admin.", "MemberChange", {"role": "viewer"}),
        bad("a role that is none", "The server knows three.", "MemberChange", "unknown_role",
            **both({"role": "owner"}, "MemberChange")),
        bad("no role", "There is nothing to change then.", "MemberChange", "unknown_role", **both({}, "MemberChange")),
        good("an invitation for a colleague", "The hash of the link's secret, never the secret.", "InvitationRequest",
             request),
        good("one more device for a colleague", "Department and role stay as they are.", "InvitationRequest",
             {**request, "department": "", "role": ""}),
        wrong("a secret's hash of 16 bytes", "The whole SHA-256 is sent, 32 bytes.", "length",
              secret_hash=TOKEN_HASH[:16]),
        wrong("an invitation for nobody", "A name has 1 to 200 bytes.", "length", name=""),
        wrong("a name over its limit", "201 bytes.", "length", name="é" * 100 + "e"),
        wrong("a department over its limit", "201 bytes.", "length", department="é" * 100 + "e"),
        wrong("an invitation to a role that is none", "The server knows three.", "unknown_role", role="owner"),
        good("an open invitation", "Neither used nor withdrawn.", "InvitationInfo", invitation),
        good("a space's invitations", "Used ones too.", "InvitationList",
             {"invitations": [invitation, {**invitation, "used": "1795250790000"}]}),
        good("no invitations", "An empty list is left out.", "InvitationList", {"invitations": []}),
        bad("an invitation without its member", "A UUID has 16 bytes.", "InvitationList", "length",
            **both({"invitations": [{"id": bytes(16)}]}, "InvitationList")),
    ]


def feeds():
    member, digest = "019a0000000070008000000000000001", TOKEN_HASH[:16].hex()
    request = {"secretHash": TOKEN_HASH.hex(), "name": "Line 4", "format": "ics", "list": "actions",
               "query": "owner=me&due-before=%2B7d", "days": 30}
    found = messages.WRITERS["FeedRequest"](request)
    feed = {"id": digest, "member": member, "memberName": "Maria Silva", "name": "Line 4", "format": "ics",
            "list": "actions", "query": "owner=me&due-before=%2B7d", "created": "1795250720123",
            "expires": "1797842720123", "revoked": "0", "fetched": "1795250780000"}

    def wrong(title, why, reason, **other):
        return bad(title, why, "FeedRequest", reason, **both({**found, **other}, "FeedRequest"))

    return [
        good("a feed of a member's own actions", "The hash of the link's secret, never the secret.", "FeedRequest",
             request),
        good("a feed for as long as usual", "No name, no filter, no days.", "FeedRequest",
             {**request, "name": "", "query": "", "days": 0}),
        wrong("a feed without a secret's hash", "The whole SHA-256 is sent, 32 bytes.", "length", secret_hash=b""),
        wrong("a feed's name over its limit", "201 bytes.", "length", name="é" * 100 + "e"),
        wrong("a feed's query over its limit", "4097 bytes.", "length", query="tag=" + "x" * 4093),
        wrong("a feed for ever", "366 days at most.", "length", days=367),
        good("a feed that is read", "Neither revoked nor expired.", "FeedInfo", feed),
        good("a member's feeds", "Revoked ones too.", "FeedList",
             {"feeds": [feed, {**feed, "revoked": "1795250790000", "fetched": "0"}]}),
        good("no feeds", "An empty list is left out.", "FeedList", {"feeds": []}),
        bad("a feed without its member", "A UUID has 16 bytes.", "FeedList", "length",
            **both({"feeds": [{"id": bytes(16)}]}, "FeedList")),
    ]


def webhooks():
    webhook, member, delivery = (f"019a00000000700080000000000000{end}" for end in ("11", "03", "12"))
    request = {"name": "Team chat", "url": "https://hooks.example.com/services/T0/B0/x",
               "kinds": ["action.assigned", "meeting.closed"], "form": "slack", "template": ""}
    found = messages.WRITERS["WebhookRequest"](request)
    info = {"id": webhook, "name": "Team chat", "target": "hooks.example.com",
            "kinds": ["action.assigned", "meeting.closed"], "form": "slack", "creator": member,
            "created": "1795250720123", "paused": "0", "disabled": "0", "failing": "0", "reason": "", "waiting": 0,
            "secret": "", "formerUntil": "0"}
    made = {**info, "secret": "whsec_" + base64.b64encode(SECRET).decode()}
    failing = {**info, "failing": "1795250730123", "reason": "answered 500", "waiting": 3,
               "formerUntil": "1795337120123"}
    told = {"id": delivery, "kind": "action.assigned", "state": "delivered", "created": "1795250720123", "tries": 2,
            "tried": "1795250730123", "due": "0", "status": 200, "detail": "ok"}
    waiting = {**told, "state": "waiting", "tries": 1, "due": "1795250740123", "status": 0,
               "detail": "no answer within 10 s"}

    def wrong(title, why, reason, **other):
        return bad(title, why, "WebhookRequest", reason, **both({**found, **other}, "WebhookRequest"))

    return [
        good("a webhook for a chat", "What it is told of, and in which form.", "WebhookRequest", request),
        good("a webhook with a template", "The template's text goes along.", "WebhookRequest",
             {**request, "form": "template", "template": '{"text": "{{headline}}"}'}),
        wrong("a webhook without a name", "A name has 1 to 200 bytes.", "length", name=""),
        wrong("a webhook without an address", "It has 1 to 2048 bytes.", "length", url=""),
        wrong("an address over its limit", "2049 bytes.", "length", url="https://" + "a" * 2041),
        wrong("a webhook that is told nothing", "At least one kind.", "unknown_kind", kinds=[]),
        wrong("a webhook of an unknown kind", "The server knows five.", "unknown_kind", kinds=["action.done"]),
        wrong("a webhook of an unknown form", "The server knows five.", "unknown_form", form="irc"),
        wrong("a form that wants a template", "It stands beside it.", "template", form="template"),
        wrong("a template that no form wants", "It stands with the form template alone.", "template", template="{}"),
        wrong("a template over its limit", "8193 bytes.", "length", form="template", template="x" * 8193),
        good("a webhook that was made", "With its secret, this once.", "WebhookInfo", made),
        good("a webhook that fails", "Since when and why, and what waits.", "WebhookInfo", failing),
        bad("a webhook without an id", "A UUID has 16 bytes.", "WebhookInfo", "length",
            **both({"name": "Team chat", "creator": bytes(16)}, "WebhookInfo")),
        good("a space's webhooks", "Without their secrets.", "WebhookList", {"webhooks": [info, failing]}),
        good("no webhooks", "An empty list is left out.", "WebhookList", {"webhooks": []}),
        good("a pause", "Nothing is sent until it is resumed.", "WebhookChange", {"action": "pause"}),
        good("a new secret", "The former one signs as well for a while.", "WebhookChange", {"action": "rotate"}),
        bad("an unknown action", "There are four.", "WebhookChange", "unknown_action",
            **both({"action": "explode"}, "WebhookChange")),
        bad("no action", "There is nothing to change then.", "WebhookChange", "unknown_action",
            **both({}, "WebhookChange")),
        good("a test", "Nothing happened; it is told once.", "DeliveryRequest", {"delivery": ""}),
        good("a delivery that is sent again", "Under the same id.", "DeliveryRequest",
             {"delivery": "019a0000-0000-7000-8000-000000000012"}),
        bad("a delivery that is none", "It is named by its UUID.", "DeliveryRequest", "not_a_uuid",
            **both({"delivery": "last"}, "DeliveryRequest")),
        good("a delivery that was taken", "By the second try.", "DeliveryInfo", told),
        good("a space's deliveries", "The latest first.", "DeliveryList", {"deliveries": [waiting, told]}),
        bad("a delivery without an id", "A UUID has 16 bytes.", "DeliveryList", "length",
            **both({"deliveries": [{"kind": "test"}]}, "DeliveryList")),
    ]


def problems():
    newer = {
        "type": "urn:huddle:problem:too_early", "title": "Slow down", "status": 425, "detail": "20 a second",
        "code": "too_early", "retry": "after", "retryAfterSeconds": 7,
    }
    return [
        good("a problem with a wait", "`retryAfterSeconds` comes with the retry `after`.", "Problem",
             messages.problem("storage_full", "nothing of this call was stored", 60)),
        good("a problem without a wait", "0 seconds are left out.", "Problem",
             messages.problem("history_changed", "this log ends before 7")),
        same("a problem of a newer server", "The code is not known here; its `retry` and `status` say enough.",
            "Problem",
             newer, **both(messages.WRITERS["Problem"](newer), "Problem")),
        same("a problem with a code alone", "The code decides; all else is for people.", "Problem",
             {"type": "", "title": "", "status": 0, "detail": "", "code": "unavailable", "retry": "",
              "retryAfterSeconds": None}, **both({"code": "unavailable"}, "Problem")),
        bad("a problem without a code", "Somebody else's, a proxy's perhaps.", "Problem", "missing",
            **both({"type": "about:blank", "title": "Bad Gateway", "status": 502}, "Problem")),
    ]


def json_texts():
    """Texts that some readers take one way and others another."""

    def text_of(name, why, reason, content):
        return bad(name, why, "SyncRequest", reason, json=content)

    def nested(levels):
        return b'{"x":' * levels + b"1" + b"}" * levels

    nobody = {"cursor": START, "replica": "0" * 16, "changes": [], "limit": None, "known": []}
    return [
        text_of("a key twice", "Some readers keep the first, some the last.", "repeated_key", b'{"limit":1,"limit":2}'),
        text_of("a key twice inside", "The same in every object.", "repeated_key", b'{"cursor":{"seq":"1","seq":"2"}}'),
        text_of("a key twice, once with an escape", "It is the same key.", "repeated_key",
            b'{"limit":1,"\\u006cimit":2}'),
        text_of("a key twice in an unknown member", "Another reader may know it.", "repeated_key",
                b'{"x":[{"a":1,"a":1}]}'),
        bad("both names of one field", "`token_hash` and `tokenHash` are one key.", "JoinRequest", "repeated_key",
            json=b'{"token_hash":"AAAA","tokenHash":"AAAA"}'),
        same("keys that no field has", "Neither is another spelling of the other.", "SyncRequest", nobody,
             json=messages.write("SyncRequest", nobody, JSON)[:-1] + b',"":1,"_":1,"x":1,"_x":1,"x_":1,"X":1}'),
        same("32 levels", "As deep as a text may be.", "SyncRequest", nobody, json=nested(32)),
        text_of("33 levels", "32 are the most.", "too_deep", nested(33)),
        text_of("a list", "A message is an object.", "not_json", b"[]"),
        text_of("an empty text", "A message is an object.", "not_json", b""),
        text_of("two objects", "Nothing stands behind the object.", "not_json", b"{}{}"),
        text_of("a comma too many", "JSON, as RFC 8259 has it.", "not_json", b'{"limit":1,}'),
        text_of("cut in a list", "The text ends.", "not_json", b'{"changes":['),
        text_of("a comment", "JSON has none.", "not_json", b'{/* */}'),
        text_of("a number that is none", "JSON has no NaN.", "not_json", b'{"limit":NaN}'),
        text_of("a control character in a text", "It must be escaped.", "not_json", b'{"x":"a\nb"}'),
        text_of("a mark of byte order", "Not part of JSON.", "not_json", b'\xef\xbb\xbf{}'),
    ]


def error_vectors():
    details = {
        "malformed": ("not a huddle.v1.SyncRequest as application/json: malformedNumber in \"replica\" at byte 1",
            None),
        "unauthorized": ("this token is not known here, or was taken back", None),
        "forbidden": ("only an admin of the space may do this", None),
        "target_refused": ("10.0.0.7 is a private address", None),
        "not_found": ("there is no such space, or it is not yours", None),
        "method_not_allowed": ("it takes POST", None),
        "history_changed": ("this log ends before 7", None),
        "limit_reached": ("256 invitations of the space are open, which is the most", None),
        "space_deleted": ("it was deleted on 2026-11-21", None),
        "invitation_invalid": ("it was used before, by another device", None),
        "too_large": ("the body has 4194305 bytes, the limit is 4194304", None),
        "unsupported_media_type": ("Content-Type text/plain: say application/x-protobuf or application/json", None),
        "too_many_requests": ("this member calls too often", 3),
        "internal_error": ("the server's log says more under this request's id", 30),
        "unavailable": ("the storage is busy; nothing of this call was stored", 5),
        "storage_full": ("nothing of this call was stored", 60),
    }
    vectors = []
    for code, (status, retry, title) in messages.PROBLEMS.items():
        value = messages.problem(code, *details[code])
        vector = good(code, f"{title}.", "Problem", value)
        vectors.append({
            "name": code, "why": vector["why"], "status": status, "retry": retry, "protobuf": vector["protobuf"],
            "json": vector["json"], "value": value,
        })
    return vectors
