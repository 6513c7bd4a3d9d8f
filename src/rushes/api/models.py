"""The models: OpenAI's list, each with its capabilities as data."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from rushes.api.auth import Called
from rushes.api.context import Context, Parts
from rushes.core.card import ASPECT_RATIOS, MAX_SECONDS, MIN_SECONDS, SIZES, ModelCard
from rushes.core.rules import MAX_ELEMENTS, MAX_PROMPT
from rushes.core.shots import MAX_SHOT_PROMPT, MAX_SHOTS
from rushes.errors import NotFound
from rushes.media.rules import MAX_BYTES, MAX_RATIO, MIN_SIDE
from rushes.work.worker import Route

router = APIRouter(tags=["models"])


@router.get("/v1/models", summary="List models")
async def models(caller: Called, parts: Parts) -> dict[str, Any]:
    """Every model that this server makes and the caller's key may ask for."""
    routes = parts.studio.routes
    return {"object": "list", "data": [_model(routes[name], parts) for name in caller.reach(routes)]}


@router.get("/v1/models/{model_id}", summary="Query a model")
async def model(model_id: str, caller: Called, parts: Parts) -> dict[str, Any]:
    """One model, by its name or an alias."""
    names = caller.reach(parts.studio.routes)
    name = parts.studio.aliases.get(model_id, model_id)
    if name not in names:
        raise NotFound(f"There is no model {model_id!r} here; allowed: {', '.join(names) or 'none'}.")
    return _model(parts.studio.routes[name], parts)


def _model(route: Route, parts: Context) -> dict[str, Any]:
    return {
        "id": route.card.name,
        "object": "model",
        "created": 0,
        "owned_by": route.provider.name,
        "aliases": [alias for alias, name in parts.studio.aliases.items() if name == route.card.name],
        "capabilities": _capabilities(route.card),
    }


def _capabilities(card: ModelCard) -> dict[str, Any]:
    return {
        "modes": ["text-to-video", "image-to-video", "first-and-last-frame", "multi-shot"],
        "audio": card.audio,
        "stands_in": card.stands_in,
        "fps": card.fps,
        "seconds": {"min": MIN_SECONDS, "max": MAX_SECONDS, "default": 5},
        "aspect_ratios": list(ASPECT_RATIOS),
        "sizes": {ratio: f"{width}x{height}" for ratio, (width, height) in SIZES[card.tier].items()},
        "prompt": {"max_characters": MAX_PROMPT},
        "multi_prompt": {"max_shots": MAX_SHOTS, "max_characters": MAX_SHOT_PROMPT},
        "shot_types": ["customize", "intelligent"],
        "elements": {"max": MAX_ELEMENTS if card.elements else 0},
        "image": {
            "formats": ["jpeg", "png", "webp"],
            "max_bytes": MAX_BYTES,
            "min_side": MIN_SIDE,
            "max_ratio": MAX_RATIO,
        },
    }
