"""Names for things: random, unguessable, the same length always."""

from __future__ import annotations

import re
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 26  # 26 × 5 bits: 130 random bits
SHORT = 16  # of what is no secret
TASK_ID = re.compile(rf"task_[{ALPHABET}]{{{LENGTH}}}")


KEY_ID = re.compile(rf"key_[{ALPHABET}]{{16}}")
WEBHOOK_ID = re.compile(rf"hook_[{ALPHABET}]{{16}}")
DELIVERY_ID = re.compile(rf"msg_[{ALPHABET}]{{{LENGTH}}}")
UPLOAD_ID = re.compile(rf"file_[{ALPHABET}]{{{LENGTH}}}")


def new_task_id() -> str:
    """A fresh `task_` + 26 characters."""
    return _fresh("task_")


def new_key_id() -> str:
    """A fresh `key_` + 16 characters; it is no secret."""
    return _fresh("key_", SHORT)


def new_webhook_id() -> str:
    """A fresh `hook_` + 16 characters; it is no secret."""
    return _fresh("hook_", SHORT)


def new_delivery_id() -> str:
    """A fresh `msg_` + 26 characters."""
    return _fresh("msg_")


def new_upload_id() -> str:
    """A fresh `file_` + 26 characters."""
    return _fresh("file_")


def is_task_id(text: str) -> bool:
    """Whether `text` has the shape of a task id; anything else need not be looked up."""
    return TASK_ID.fullmatch(text) is not None


def new_seed() -> int:
    """A seed for a request that names none: 0 … 2³¹-1, as the vendors take them."""
    return secrets.randbelow(2**31)


def _fresh(prefix: str, length: int = LENGTH) -> str:
    return prefix + "".join(secrets.choice(ALPHABET) for _ in range(length))
