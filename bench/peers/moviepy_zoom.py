"""moviepy's slow push over a still, run by a Python that has moviepy and nothing of ours; prints JSON.

`argv[1]` is JSON: still (a path), size, frames, growth, dark. Told are milliseconds a frame and the blob's centroids.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np
from moviepy import CompositeVideoClip, ImageClip  # type: ignore[import-not-found]


def main() -> None:
    """Measure."""
    order = json.loads(sys.argv[1])
    (width, height), frames, seconds = order["size"], order["frames"], order["frames"] / 24
    still = ImageClip(order["still"]).with_duration(seconds)
    fitted = still.resized((width, height))
    grown = fitted.resized(lambda t: 1 + order["growth"] * t * 24 / (frames - 1)).with_position("center")
    film = CompositeVideoClip([grown], size=(width, height))
    places, wall, cpu = [], 0.0, 0.0
    for index in range(frames):
        began, worked = time.perf_counter(), time.process_time()
        frame = film.get_frame(index / 24)
        if index:
            wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - worked
        weight = np.clip(frame.mean(axis=2) - order["dark"], 0, None)
        total = weight.sum()
        places.append(
            [
                float((weight.sum(axis=0) * np.arange(weight.shape[1])).sum() / total),
                float((weight.sum(axis=1) * np.arange(weight.shape[0])).sum() / total),
            ]
        )
    per = 1000 / (frames - 1)
    print(json.dumps({"wall": wall * per, "cpu": cpu * per, "places": places}))


main()
