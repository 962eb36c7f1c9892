"""The messages of the exchange: ../huddle.proto but for Change, in protobuf and in proto3's JSON.

A message is read into plain values, the ones that ../vectors/messages.json shows: bytes and replicas as hexadecimal
digits, other 64-bit numbers as decimal ones. What ../sync.md asks of a message beyond its form is checked on the way,
and each refusal has a reason. Python's standard library alone.
"""

import base64
import binascii
import functools
import json
import re

import wire

CHANGES_PER_PAGE = 8000
REPLICAS_PER_COMPARISON = 10_000
TOKEN_BYTES = 32
NAME_BYTES = 200
FEED_QUERY_BYTES = 4096
FEED_DAYS_MOST = 366
JSON_DEPTH = 32

PROTOBUF, JSON = "protobuf", "json"

# Code: status, retry, title. ../errors.md says when each is given.
PROBLEMS = {
    "malformed": (400, "never", "The request cannot be read"),
    "unauthorized": (401, "action", "No valid token"),
    "forbidden": (403, "action", "This member may not do this"),
    "target_refused": (403, "action", "The server does not call this address"),
    "not_found": (404, "never", "There is no such thing here"),
    "method_not_allowed": (405, "never", "This address does not take this method"),
    "history_changed": (409, "now", "The log has another history than the cursor"),
    "limit_reached": (409, "action", "The space has as many of these as it may have"),
    "space_deleted": (410, "never", "The space was deleted"),
    "invitation_invalid": (410, "action", "The invitation is unknown, used or expired"),
    "too_large": (413, "never", "The request is over a limit"),
    "unsupported_media_type": (415, "never", "The body's type is not understood"),
    "too_many_requests": (429, "after", "Too many requests"),
    "internal_error": (500, "after", "The server failed"),
    "unavailable": (503, "after", "The server is not ready"),
    "storage_full": (507, "after", "The server's disk is full"),
}
REFUSALS = ("malformed", "clock_ahead", "too_many_authors", "quota", "read_only")

OUTCOMES = ("UNKNOWN", "ADMITTED", "DUPLICATE", "REFUSED")


class MessageError(Exception):
    """Why a body is no message."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def check(holds, reason):
    if not holds:
        raise MessageError(reason)


# The fields of the messages.


class Field:
    """One line of a message in huddle.proto. `kind` is a scalar type, `Outcome`, or another message's name."""

    def __init__(self, number, name, kind, repeated=False, oneof=False):
        self.number, self.name, self.kind, self.repeated, self.oneof = number, name, kind, repeated, oneof
        first, *others = name.split("_")
        self.json_name = first + "".join(other.capitalize() for other in others)

    @property
    def is_message(self):
        return self.kind in FIELDS

    @property
    def is_packed(self):
        """Numbers that repeat are written one after another in one field, and read in either way."""
        return self.repeated and self.kind == "fixed64"

    @property
    def wire_type(self):
        if self.kind in ("bytes", "string") or self.is_message:
            return wire.BYTES
        return wire.FIXED64 if self.kind == "fixed64" else wire.VARINT

    @property
    def default(self):
        if self.repeated:
            return []
        return {"bytes": b"", "string": ""}.get(self.kind, 0)


FIELDS = {
    "Cursor": [Field(1, "seq", "uint64"), Field(2, "chain", "bytes")],
    "SyncRequest": [
        Field(1, "cursor", "Cursor"), Field(2, "replica", "fixed64"), Field(3, "changes", "bytes", repeated=True),
        Field(4, "limit", "uint32"), Field(5, "known", "fixed64", repeated=True),
    ],
    "SyncReply": [
        Field(1, "verdicts", "Verdict", repeated=True), Field(2, "items", "Item", repeated=True),
        Field(3, "cursor", "Cursor"), Field(4, "head", "uint64"), Field(5, "server_time", "int64"),
        Field(6, "space_name", "string"),
    ],
    "Verdict": [Field(1, "outcome", "Outcome"), Field(2, "code", "string"), Field(3, "detail", "string")],
    "Item": [Field(1, "change", "bytes", oneof=True), Field(2, "own", "bytes", oneof=True)],
    "CompareRequest": [Field(1, "digests", "ReplicaDigest", repeated=True)],
    "ReplicaDigest": [Field(1, "replica", "fixed64"), Field(2, "count", "uint64"), Field(3, "sum", "bytes")],
    "CompareReply": [Field(1, "same", "fixed64", repeated=True)],
    "JoinRequest": [Field(1, "secret", "bytes"), Field(2, "token_hash", "bytes"), Field(3, "device", "string")],
    "JoinReply": [
        Field(1, "space", "bytes"), Field(2, "space_name", "string"), Field(3, "member_name", "string"),
        Field(4, "department", "string"),
    ],
    "MemberList": [
        Field(1, "members", "MemberInfo", repeated=True), Field(2, "caller", "bytes"), Field(3, "device", "bytes"),
    ],
    "MemberInfo": [
        Field(1, "id", "bytes"), Field(2, "name", "string"), Field(3, "department", "string"),
        Field(4, "role", "string"), Field(5, "created", "int64"), Field(6, "removed", "int64"),
        Field(7, "devices", "DeviceInfo", repeated=True),
    ],
    "DeviceInfo": [
        Field(1, "id", "bytes"), Field(2, "name", "string"), Field(3, "created", "int64"),
        Field(4, "last_seen", "int64"), Field(5, "revoked", "int64"),
    ],
    "MemberChange": [Field(1, "role", "string")],
    "InvitationRequest": [
        Field(1, "secret_hash", "bytes"), Field(2, "name", "string"), Field(3, "department", "string"),
        Field(4, "role", "string"),
    ],
    "InvitationInfo": [
        Field(1, "id", "bytes"), Field(2, "member", "bytes"), Field(3, "name", "string"), Field(4, "role", "string"),
        Field(5, "created", "int64"), Field(6, "expires", "int64"), Field(7, "used", "int64"),
        Field(8, "withdrawn", "int64"),
    ],
    "InvitationList": [Field(1, "invitations", "InvitationInfo", repeated=True)],
    "FeedRequest": [
        Field(1, "secret_hash", "bytes"), Field(2, "name", "string"), Field(3, "format", "string"),
        Field(4, "list", "string"), Field(5, "query", "string"), Field(6, "days", "uint32"),
    ],
    "FeedInfo": [
        Field(1, "id", "bytes"), Field(2, "member", "bytes"), Field(3, "member_name", "string"),
        Field(4, "name", "string"), Field(5, "format", "string"), Field(6, "list", "string"),
        Field(7, "query", "string"), Field(8, "created", "int64"), Field(9, "expires", "int64"),
        Field(10, "revoked", "int64"), Field(11, "fetched", "int64"),
    ],
    "FeedList": [Field(1, "feeds", "FeedInfo", repeated=True)],
    "WebhookRequest": [
        Field(1, "name", "string"), Field(2, "url", "string"), Field(3, "kinds", "string", repeated=True),
        Field(4, "form", "string"), Field(5, "template", "string"),
    ],
    "WebhookInfo": [
        Field(1, "id", "bytes"), Field(2, "name", "string"), Field(3, "target", "string"),
        Field(4, "kinds", "string", repeated=True), Field(5, "form", "string"), Field(6, "creator", "bytes"),
        Field(7, "created", "int64"), Field(8, "paused", "int64"), Field(9, "disabled", "int64"),
        Field(10, "failing", "int64"), Field(11, "reason", "string"), Field(12, "waiting", "uint32"),
        Field(13, "secret", "string"), Field(14, "former_until", "int64"),
    ],
    "WebhookList": [Field(1, "webhooks", "WebhookInfo", repeated=True)],
    "WebhookChange": [Field(1, "action", "string")],
    "DeliveryRequest": [Field(1, "delivery", "string")],
    "DeliveryInfo": [
        Field(1, "id", "bytes"), Field(2, "kind", "string"), Field(3, "state", "string"), Field(4, "created", "int64"),
        Field(5, "tries", "uint32"), Field(6, "tried", "int64"), Field(7, "due", "int64"), Field(8, "status", "uint32"),
        Field(9, "detail", "string"),
    ],
    "DeliveryList": [Field(1, "deliveries", "DeliveryInfo", repeated=True)],
    "BundleHeader": [
        Field(1, "space", "bytes"), Field(2, "space_name", "string"), Field(3, "written", "int64"),
        Field(4, "count", "uint64"),
    ],
    "Problem": [
        Field(1, "type", "string"), Field(2, "title", "string"), Field(3, "status", "uint32"),
        Field(4, "detail", "string"), Field(5, "code", "string"), Field(6, "retry", "string"),
        Field(7, "retry_after_seconds", "uint32"),
    ],
}


# Protobuf. A message in between is a dictionary of the fields that are there.


def parse_protobuf(message, data):
    try:
        return read_fields(message, wire.Reader(data))
    except wire.ChangeError as error:
        raise MessageError("not_utf8" if error.code == "not_utf8" else "not_protobuf") from None


def read_fields(message, reader):
    known = {(field.number, field.wire_type): field for field in FIELDS[message]}
    packed = {field.number: field for field in FIELDS[message] if field.is_packed}
    found = {}
    pieces = {}  # of single messages: their pieces, which merge
    while not reader.at_end():
        tag = reader.tag()
        field = known.get(tag)
        if tag[1] == wire.BYTES and tag[0] in packed:
            numbers = wire.Reader(reader.slice())
            while not numbers.at_end():
                put(message, found, packed[tag[0]], numbers.fixed64())
        elif field is None:
            reader.skip(tag[1])
        elif field.is_message and not field.repeated:
            pieces[field] = pieces.get(field, b"") + reader.slice()
        else:
            put(message, found, field, read_value(field, reader))
    for field, data in pieces.items():
        found[field.name] = read_fields(field.kind, wire.Reader(data))
    return found


def put(message, found, field, value):
    if field.repeated:
        found.setdefault(field.name, []).append(value)
        return
    if field.oneof:  # the last one counts
        for other in FIELDS[message]:
            found.pop(other.name, None)
    found[field.name] = value


def read_value(field, reader):
    if field.is_message:
        return read_fields(field.kind, wire.Reader(reader.slice()))
    if field.kind == "bytes":
        return reader.slice()
    if field.kind == "string":
        return reader.string()
    if field.kind == "fixed64":
        return reader.fixed64()
    bits = reader.varint()
    if field.kind == "uint32":
        return bits & 0xFFFF_FFFF
    if field.kind == "int64":
        return bits - (1 << 64) if bits >> 63 else bits
    return bits


def render_protobuf(message, found):
    out = b""
    for field in FIELDS[message]:
        if field.name not in found:
            continue
        if field.is_packed:
            numbers = b"".join(value.to_bytes(8, "little") for value in found[field.name])
            out += wire.bytes_field(field.number, numbers) if numbers else b""
            continue
        for value in found[field.name] if field.repeated else [found[field.name]]:
            if field.repeated or field.oneof or field.is_message or value != field.default:
                out += render_value(field, value)
    return out


def render_value(field, value):
    if field.is_message:
        return wire.bytes_field(field.number, render_protobuf(field.kind, value))
    if field.kind == "bytes":
        return wire.bytes_field(field.number, value)
    if field.kind == "string":
        return wire.bytes_field(field.number, value.encode())
    if field.kind == "fixed64":
        return wire.fixed64_field(field.number, value)
    return wire.varint_field(field.number, value & 0xFFFF_FFFF_FFFF_FFFF)


# proto3's JSON.


def parse_json(message, data):
    try:
        content = data.decode("utf-8")
    except UnicodeDecodeError:
        raise MessageError("not_utf8") from None
    try:
        tree = json.loads(content, object_pairs_hook=unrepeated, parse_constant=refuse_constant)
    except RecursionError:
        raise MessageError("too_deep") from None
    except ValueError:
        raise MessageError("not_json") from None
    check(isinstance(tree, dict), "not_json")
    check(depth(tree) <= JSON_DEPTH, "too_deep")
    return fields_of_json(message, tree)


def unrepeated(pairs):
    """An object, once no key in it comes twice; the two names of a field are one key.

    An underscore at the start or the end is part of no field's name."""
    keys = [re.sub("(?<=[a-z0-9])_([a-z0-9])", lambda match: match[1].upper(), key) for key, _ in pairs]
    check(len(set(keys)) == len(keys), "repeated_key")
    return dict(pairs)


def refuse_constant(word):
    raise ValueError(word)  # NaN and Infinity, which are no JSON


def depth(tree):
    inner = tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def fields_of_json(message, tree):
    check(isinstance(tree, dict), "wrong_type")
    found = {}
    for field in FIELDS[message]:
        value = tree.get(field.json_name, tree.get(field.name))
        if value is None:  # absent, or null: the default
            continue
        if field.repeated:
            check(isinstance(value, list), "wrong_type")
            found[field.name] = [value_of_json(field, element) for element in value]
        else:
            check(not (field.oneof and found), "two_of_one")
            found[field.name] = value_of_json(field, value)
    return found


def value_of_json(field, value):
    if field.is_message:
        return fields_of_json(field.kind, value)
    if field.kind == "Outcome":
        if isinstance(value, str):
            check(value in OUTCOMES, "unknown_outcome")
            return OUTCOMES.index(value)
        return integer(value, -(1 << 31), 1 << 31)
    if field.kind == "uint32":
        return integer(value, 0, 1 << 32)
    if field.kind in ("uint64", "fixed64"):
        return integer(value, 0, 1 << 64)
    if field.kind == "int64":
        return integer(value, -(1 << 63), 1 << 63)
    check(isinstance(value, str), "wrong_type")
    if field.kind == "string":
        check(not any(0xD800 <= ord(sign) < 0xE000 for sign in value), "not_utf8")
        return value
    return bytes_of_base64(value)


def integer(value, least, beyond):
    """Numbers and decimal strings alike, whatever the field's size."""
    if isinstance(value, str):
        check(re.fullmatch("-?(0|[1-9][0-9]*)", value), "wrong_type")
        value = int(value)
    check(isinstance(value, int) and not isinstance(value, bool), "wrong_type")
    check(least <= value < beyond, "out_of_range")
    return value


def bytes_of_base64(content):
    """Either alphabet of RFC 4648, but not both, with or without padding."""
    check(not (set("+/") & set(content) and set("-_") & set(content)), "wrong_type")
    standard = content.replace("-", "+").replace("_", "/").rstrip("=")
    check(re.fullmatch("[A-Za-z0-9+/]*", standard), "wrong_type")
    try:
        return base64.b64decode(standard + "=" * (-len(standard) % 4))
    except binascii.Error:
        raise MessageError("wrong_type") from None


def render_json(message, found):
    return json.dumps(json_of_fields(message, found), separators=(",", ":"), ensure_ascii=False).encode()


def json_of_fields(message, found):
    tree = {}
    for field in FIELDS[message]:
        value = found.get(field.name, field.default)
        if field.name not in found or not (field.oneof or field.is_message) and value == field.default:
            continue
        if field.repeated and not value:
            continue
        tree[field.json_name] = (
            [json_of_value(field, element) for element in value] if field.repeated else json_of_value(field, value)
        )
    return tree


def json_of_value(field, value):
    if field.is_message:
        return json_of_fields(field.kind, value)
    if field.kind == "Outcome":
        return OUTCOMES[value]
    if field.kind == "bytes":
        return base64.b64encode(value).decode()
    if field.kind in ("uint64", "fixed64", "int64"):
        return str(value)
    return value


# Plain values, and what must hold of them.


def read(message, body, form):
    """The plain values that a body says, or MessageError."""
    return READERS[message]((parse_protobuf if form == PROTOBUF else parse_json)(message, body))


def write(message, value, form):
    """The body that a program of this version writes."""
    return (render_protobuf if form == PROTOBUF else render_json)(message, WRITERS[message](value))


def read_cursor(found):
    seq, chain = found.get("seq", 0), found.get("chain", b"")
    if seq == 0 and not chain:
        chain = bytes(16)
    check(len(chain) == 16, "length")
    return {"seq": str(seq), "chain": chain.hex()}


def write_cursor(value):
    seq = int(value["seq"])
    return {"seq": seq, "chain": bytes.fromhex(value["chain"])} if seq else {}


def read_sync_request(found):
    changes, known = found.get("changes", []), found.get("known", [])
    check(len(changes) <= CHANGES_PER_PAGE, "too_many")
    check(len(known) <= REPLICAS_PER_COMPARISON, "too_many")
    return {
        "cursor": read_cursor(found.get("cursor", {})),
        "replica": f"{found.get('replica', 0):016x}",
        "changes": [data.hex() for data in changes],
        "limit": found.get("limit", 0) or None,
        "known": [f"{replica:016x}" for replica in known],
    }


def write_sync_request(value):
    return {
        "cursor": write_cursor(value["cursor"]),
        "replica": int(value["replica"], 16),
        "changes": [bytes.fromhex(data) for data in value["changes"]],
        "limit": value["limit"] or 0,
        "known": [int(replica, 16) for replica in value["known"]],
    }


def read_sync_reply(found):
    return {
        "verdicts": [read_verdict(verdict) for verdict in found.get("verdicts", [])],
        "items": [read_item(item) for item in found.get("items", [])],
        "cursor": read_cursor(found.get("cursor", {})),
        "head": str(found.get("head", 0)),
        "serverTime": str(found.get("server_time", 0)),
        **({"spaceName": found["space_name"]} if found.get("space_name") else {}),
    }


def write_sync_reply(value):
    return {
        "verdicts": [
            {**verdict, "outcome": OUTCOMES.index(verdict["outcome"].upper())} for verdict in value["verdicts"]
        ],
        "items": [{name: bytes.fromhex(data) for name, data in item.items()} for item in value["items"]],
        "cursor": write_cursor(value["cursor"]),
        "head": int(value["head"]),
        "server_time": int(value["serverTime"]),
        "space_name": value.get("spaceName", ""),
    }


def read_verdict(found):
    outcome = found.get("outcome", 0)
    check(outcome in (1, 2, 3), "unknown_outcome")
    verdict = {"outcome": OUTCOMES[outcome].lower()}
    if outcome == 3:
        verdict.update(code=found.get("code", ""), detail=found.get("detail", ""))
    return verdict


def read_item(found):
    check(found, "missing")
    check(len(found.get("own", bytes(16))) == 16, "length")
    return {name: data.hex() for name, data in found.items()}


def read_compare_request(found):
    digests = found.get("digests", [])
    check(len(digests) <= REPLICAS_PER_COMPARISON, "too_many")
    check(all(len(digest.get("sum", b"")) == 16 for digest in digests), "length")
    return {
        "digests": [
            {"replica": f"{digest.get('replica', 0):016x}", "count": str(digest.get("count", 0)),
             "sum": digest["sum"].hex()}
            for digest in digests
        ]
    }


def write_compare_request(value):
    return {
        "digests": [
            {"replica": int(digest["replica"], 16), "count": int(digest["count"]), "sum": bytes.fromhex(digest["sum"])}
            for digest in value["digests"]
        ]
    }


def read_compare_reply(found):
    check(len(found.get("same", [])) <= REPLICAS_PER_COMPARISON, "too_many")
    return {"same": [f"{replica:016x}" for replica in found.get("same", [])]}


def write_compare_reply(value):
    return {"same": [int(replica, 16) for replica in value["same"]]}


def read_join_request(found):
    secret, token_hash, device = (found.get(name, empty) for name, empty in
                                  (("secret", b""), ("token_hash", b""), ("device", "")))
    check(len(secret) == TOKEN_BYTES, "length")
    check(len(token_hash) == 32, "length")
    check(1 <= len(device.encode()) <= NAME_BYTES, "length")
    return {"secret": secret.hex(), "tokenHash": token_hash.hex(), "device": device}


def write_join_request(value):
    return {
        "secret": bytes.fromhex(value["secret"]), "token_hash": bytes.fromhex(value["tokenHash"]),
        "device": value["device"],
    }


def read_join_reply(found):
    space = found.get("space", b"")
    check(len(space) == 16, "length")
    return {
        "space": space.hex(), "spaceName": found.get("space_name", ""), "memberName": found.get("member_name", ""),
        "department": found.get("department", ""),
    }


def write_join_reply(value):
    return {
        "space": bytes.fromhex(value["space"]), "space_name": value["spaceName"], "member_name": value["memberName"],
        "department": value["department"],
    }


def read_problem(found):
    check(found.get("code"), "missing")
    return {
        "type": found.get("type", ""), "title": found.get("title", ""), "status": found.get("status", 0),
        "detail": found.get("detail", ""), "code": found["code"], "retry": found.get("retry", ""),
        "retryAfterSeconds": found.get("retry_after_seconds", 0) or None,
    }


def write_problem(value):
    return {**value, "retry_after_seconds": value["retryAfterSeconds"] or 0}


def problem(code, detail, retry_after_seconds=None):
    """The plain values of a problem that this version knows."""
    status, retry, title = PROBLEMS[code]
    return {
        "type": "urn:huddle:problem:" + code, "title": title, "status": status, "detail": detail, "code": code,
        "retry": retry, "retryAfterSeconds": retry_after_seconds,
    }


# The messages about people, which all look alike: ids are bytes of one length, times decimal numbers.

LENGTHS = {"id": 16, "member": 16, "caller": 16, "device": 16, "creator": 16, "secret_hash": 32}
ROLES = ("viewer", "member", "admin")


def read_plain(message, found):
    value = {}
    for field in FIELDS[message]:
        content = found.get(field.name, field.default)
        if field.is_message:
            content = [read_plain(field.kind, each) for each in content]
        elif field.kind == "bytes":
            check(len(content) == LENGTHS[field.name], "length")
            content = content.hex()
        elif field.kind == "int64":
            content = str(content)
        value[field.json_name] = content
    return value


def write_plain(message, value):
    found = {}
    for field in FIELDS[message]:
        content = value[field.json_name]
        if field.is_message:
            content = [write_plain(field.kind, each) for each in content]
        elif field.kind == "bytes":
            content = bytes.fromhex(content)
        elif field.kind == "int64":
            content = int(content)
        found[field.name] = content
    return found


def read_member_change(found):
    value = read_plain("MemberChange", found)
    check(value["role"] in ROLES, "unknown_role")
    return value


def read_invitation_request(found):
    value = read_plain("InvitationRequest", found)
    check(1 <= len(value["name"].encode()) <= NAME_BYTES, "length")
    check(len(value["department"].encode()) <= NAME_BYTES, "length")
    check(value["role"] in ("", *ROLES), "unknown_role")
    return value


def read_feed_request(found):
    value = read_plain("FeedRequest", found)
    check(len(value["name"].encode()) <= NAME_BYTES, "length")
    check(len(value["query"].encode()) <= FEED_QUERY_BYTES, "length")
    check(value["days"] <= FEED_DAYS_MOST, "length")
    return value


HAPPENINGS = ("action.assigned", "promise.made", "promise.answered", "decision.made", "meeting.closed")
WEBHOOK_FORMS = ("json", "slack", "mattermost", "teams", "template")
WEBHOOK_ACTIONS = ("pause", "resume", "skip", "rotate")
WEBHOOK_URL_BYTES = 2048
WEBHOOK_TEMPLATE_BYTES = 8192


def read_webhook_request(found):
    value = read_plain("WebhookRequest", found)
    check(1 <= len(value["name"].encode()) <= NAME_BYTES, "length")
    check(1 <= len(value["url"].encode()) <= WEBHOOK_URL_BYTES, "length")
    check(len(value["template"].encode()) <= WEBHOOK_TEMPLATE_BYTES, "length")
    check(value["kinds"] and all(kind in HAPPENINGS for kind in value["kinds"]), "unknown_kind")
    check(value["form"] in WEBHOOK_FORMS, "unknown_form")
    check((value["form"] == "template") == bool(value["template"]), "template")
    value["kinds"] = sorted(set(value["kinds"]))
    return value


def read_webhook_change(found):
    value = read_plain("WebhookChange", found)
    check(value["action"] in WEBHOOK_ACTIONS, "unknown_action")
    return value


def read_delivery_request(found):
    value = read_plain("DeliveryRequest", found)
    if value["delivery"]:
        digits = value["delivery"].lower()
        grouped = re.fullmatch("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}", digits)
        check(grouped, "not_a_uuid")
    return value


PLAIN = ("MemberList", "MemberInfo", "DeviceInfo", "MemberChange", "InvitationRequest", "InvitationInfo",
         "InvitationList", "FeedRequest", "FeedInfo", "FeedList", "WebhookRequest", "WebhookInfo", "WebhookList",
         "WebhookChange", "DeliveryRequest", "DeliveryInfo", "DeliveryList")
READERS = {
    **{name: functools.partial(read_plain, name) for name in PLAIN},
    "MemberChange": read_member_change, "InvitationRequest": read_invitation_request,
    "FeedRequest": read_feed_request, "WebhookRequest": read_webhook_request, "WebhookChange": read_webhook_change,
    "DeliveryRequest": read_delivery_request,
    "Cursor": read_cursor, "SyncRequest": read_sync_request, "SyncReply": read_sync_reply,
    "CompareRequest": read_compare_request, "CompareReply": read_compare_reply,
    "JoinRequest": read_join_request, "JoinReply": read_join_reply, "Problem": read_problem,
}
WRITERS = {
    **{name: functools.partial(write_plain, name) for name in PLAIN},
    "Cursor": write_cursor, "SyncRequest": write_sync_request, "SyncReply": write_sync_reply,
    "CompareRequest": write_compare_request, "CompareReply": write_compare_reply,
    "JoinRequest": write_join_request, "JoinReply": write_join_reply, "Problem": write_problem,
}
