"""Vectors for the signatures of webhooks, with Python's own hmac."""

import base64
import hashlib
import hmac

SECRET = hashlib.sha256(b"a webhook's secret").digest()
FORMER = hashlib.sha256(b"the secret before").digest()


def signature(secret, message_id, timestamp, body):
    """As Standard Webhooks has it: what is signed is the id, the time and the body, with full stops between them."""
    signed = f"{message_id}.{timestamp}.".encode() + body.encode()
    return "v1," + base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()


def vector(name, why, message_id, timestamp, body, *secrets):
    return {
        "name": name, "why": why, "id": message_id, "timestamp": timestamp, "body": body,
        "secrets": ["whsec_" + base64.b64encode(secret).decode() for secret in secrets],
        "signature": " ".join(signature(secret, message_id, timestamp, body) for secret in secrets),
    }


def webhook_vectors():
    first = "0199a4e0-7b2c-8000-8000-00000000ac3e"
    return [
        vector("an example of Standard Webhooks", "The specification's own secret, message and signature.",
               "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}',
               base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")),
        vector("a small body", "The id, the time in seconds and the body, with full stops between them.", first,
               1795250720, '{"type":"test"}', SECRET),
        vector("the same a second later", "Each try is signed anew.", first, 1795250721, '{"type":"test"}', SECRET),
        vector("another id", "The id is signed as well.", first.replace("3e", "3f"), 1795250720, '{"type":"test"}', SECRET),
        vector("after a rotation", "Both secrets sign, the new one first.", first, 1795250720, '{"type":"test"}', SECRET,
               FORMER),
        vector("letters beyond ASCII", "The body's bytes are signed, as they are sent.", first, 1795250720,
               '{"text":"Zoë \U0001f525 \\u0007 \\"x\\""}', SECRET),
        vector("an empty body", "Nothing is left out.", first, 1795250720, "", SECRET),
    ]
