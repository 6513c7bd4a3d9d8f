"""Pictures that break decoders, and odd ones that must work all the same. Each is made when it is asked for."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SIZE = (400, 300)


def chunk(kind: bytes, data: bytes = b"", crc: int | None = None) -> bytes:
    check = zlib.crc32(kind + data) if crc is None else crc
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)


def header(width: int, height: int, depth: int = 8, colour: int = 2, interlace: int = 0) -> bytes:
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def png(
    width: int = 400, height: int = 300, *, depth: int = 8, colour: int = 2, extra: bytes = b"", **more: Any
) -> bytes:
    """A black PNG, by hand. `extra` goes before the pixels; `pixels` replaces them, `after` follows them."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 3)
    rows = lambda: zlib.compress((b"\x00" + bytes((width * channels * depth + 7) // 8)) * height)  # noqa: E731
    pixels = more.get("pixels", rows)()
    head = SIGNATURE + header(width, height, depth, colour, more.get("interlace", 0)) + extra
    return head + chunk(b"IDAT", pixels) + more.get("after", b"") + chunk(b"IEND")


def bomb(side: int) -> bytes:
    """A true PNG of side × side grey pixels in a few kilobytes."""
    packer, row = zlib.compressobj(9), bytes(side + 1)
    packed = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    return png(side, side, colour=0, pixels=lambda: packed)


def saved(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    buffer = io.BytesIO()
    (image or photo()).save(buffer, kind, **options)
    return buffer.getvalue()


def photo(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    return Image.merge("RGB", [Image.linear_gradient("L").rotate(turn).resize(size) for turn in (0, 90, 180)]).convert(
        mode
    )


def scans(count: int, side: int = 3000) -> bytes:
    """A small progressive JPEG whose last scan, of a few bytes, goes over all pixels again and again."""
    data = saved("JPEG", Image.new("L", (side, side), 99), progressive=True)
    start = data.rindex(b"\xff\xda")
    return data[:start] + data[start:-2] * count + data[-2:]


def inflated(kind: bytes, before: bytes) -> Callable[[], bytes]:
    """A chunk whose text unpacks to 200 MB."""
    return lambda: png(extra=chunk(kind, before + zlib.compress(bytes(200 << 20), 9)))


def frames(kind: str, count: int) -> bytes:
    shades = [Image.new("RGB", SIZE, (index % 256, 0, 0)) for index in range(count)]
    return saved(kind, shades[0], save_all=True, append_images=shades[1:], duration=40)


def box(brand: bytes) -> bytes:
    return struct.pack(">I", 28) + b"ftyp" + brand + bytes(4) + b"mif1" + brand + bytes(4) + bytes(500)


def cut(kind: str, part: float) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = saved(kind)
        return whole[: int(len(whole) * part)]

    return make


def changed(kind: str, at: int, step: int) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = bytearray(saved(kind))
        for index in range(at, len(whole), step):
            whole[index] ^= 0x55
        return bytes(whole)

    return make


#: Refused, and the word that must be in the answer.
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "empty"),
    "one byte": (lambda: b"\x00", "no picture"),
    "text": (lambda: b"hello, world", "no picture"),
    "zeros": (lambda: bytes(100_000), "no picture"),
    "10 MiB and a byte": (lambda: saved("PNG") + bytes((10 << 20) + 1 - len(saved("PNG"))), "10,485,761"),
    "GIF": (lambda: saved("GIF"), "GIF"),
    "animated GIF": (lambda: frames("GIF", 5), "GIF"),
    "BMP": (lambda: saved("BMP"), "BMP"),
    "TIFF": (lambda: saved("TIFF"), "TIFF"),
    "ICO": (lambda: saved("ICO"), "icon"),
    "JPEG 2000": (lambda: b"\x00\x00\x00\x0cjP  \r\n\x87\n" + bytes(200), "JPEG 2000"),
    "AVIF": (lambda: box(b"avif"), "AVIF"),
    "HEIC": (lambda: box(b"heic"), "HEIC"),
    "MP4": (lambda: box(b"isom"), "MP4"),
    "PSD": (lambda: b"8BPS\x00\x01" + bytes(500), "Photoshop"),
    "EPS": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 400\n", "PostScript"),
    "PDF": (lambda: b"%PDF-1.7\n", "PDF"),
    "SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' width='400' height='400'/>", "SVG"),
    "SVG with XXE": (
        lambda: b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg/>",
        "SVG",
    ),
    "HTML": (lambda: b"<!doctype html><script>alert(1)</script>", "web page"),
    "ZIP": (lambda: b"PK\x03\x04" + bytes(100), "ZIP"),
    "gzip": (lambda: b"\x1f\x8b" + bytes(100), "gzip"),
    "WebM": (lambda: b"\x1aE\xdf\xa3" + bytes(100), "film"),
    "PPM": (lambda: saved("PPM"), "no picture"),
    "TGA": (lambda: saved("TGA"), "no picture"),
    "299 wide": (lambda: png(299, 400), "299×400"),
    "299 high": (lambda: saved("JPEG", photo((400, 299))), "400×299"),
    "299 WebP": (lambda: saved("WEBP", photo((299, 299))), "299×299"),
    "ratio 2.51": (lambda: png(753, 300), "2.51:1"),
    "ratio 1:2.51": (lambda: png(300, 753), "1:2.5"),
    "1×10⁷": (lambda: png(1, 10**7, pixels=lambda: b""), "at least 300"),
    "0×10": (lambda: png(0, 10), ""),
    "10×0": (lambda: png(10, 0), ""),
    "header of 2³¹": (lambda: png(2**31 - 1, 2**31 - 1, pixels=lambda: b""), "million"),
    "header of 2³²": (lambda: png(2**32 - 1, 2**32 - 1, pixels=bytes), ""),
    "9,000² by the header": (lambda: png(9000, 9000, pixels=lambda: b""), "50 million"),
    "20,000² bomb": (lambda: bomb(20_000), "million"),
    "8,000² bomb": (lambda: bomb(8_000), "50 million"),
    "JPEG header of 65,500²": (lambda: resized_jpeg(65_500, 65_500), "million"),
    "WebP header of 16,383²": (lambda: b"RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\x10\0\0\0" + b"\xfe\x3f\0" * 2, ""),
    "zTXt of 200 MB": (inflated(b"zTXt", b"a\x00\x00"), "PNG"),
    "iTXt of 200 MB": (inflated(b"iTXt", b"a\x00\x01\x00\x00\x00"), ""),
    "iCCP of 200 MB": (inflated(b"iCCP", b"a\x00\x00"), "PNG"),
    "PNG signature only": (lambda: SIGNATURE, "PNG"),
    "PNG header only": (lambda: SIGNATURE + header(400, 300), "PNG"),
    "PNG without pixels": (lambda: png(pixels=lambda: b""), "PNG"),
    "PNG with too few pixels": (lambda: png(pixels=lambda: zlib.compress(bytes(100))), "PNG"),
    "PNG with noise for pixels": (lambda: png(pixels=lambda: b"\x01\x02\x03" * 1000), "PNG"),
    "PNG with a bad checksum": (lambda: SIGNATURE + chunk(b"IHDR", header(400, 300)[8:-4], crc=1), "PNG"),
    "PNG of depth 3": (lambda: png(depth=3), "PNG"),
    "PNG of colour 5": (lambda: png(colour=5), "PNG"),
    "PNG with a chunk of 4 GB": (lambda: SIGNATURE + header(400, 300) + b"\xff\xff\xff\xffIDAT", "PNG"),
    "PNG cut at half": (cut("PNG", 0.5), "PNG"),
    "JPEG cut at half": (cut("JPEG", 0.5), "JPEG"),
    "WebP cut at half": (cut("WEBP", 0.5), "WebP"),
    "PNG cut in its head": (lambda: saved("PNG")[:20], "PNG"),
    "JPEG start only": (lambda: b"\xff\xd8\xff", "JPEG"),
    "JPEG of markers": (lambda: b"\xff\xd8" + b"\xff\xe0\x00\x02" * 10_000, "JPEG"),
    "JPEG without tables": (lambda: b"\xff\xd8\xff\xc0\x00\x11\x08\x01\x90\x01\x90\x03" + bytes(100), "JPEG"),
    "WebP head only": (lambda: b"RIFF\x00\x00\x00\x00WEBP", "WebP"),
    "WebP of noise": (lambda: b"RIFF\x10\x10\x00\x00WEBPVP8L\x00\x10\x00\x00" + b"\x2f\xff" * 2048, "WebP"),
    "damaged PNG": (changed("PNG", 60, 7), "PNG"),
    "damaged WebP": (changed("WEBP", 30, 3), ""),
    "lossless WebP cut": (lambda: saved("WEBP", lossless=True)[:-50], "WebP"),
    "the start twice": (lambda: b"\xff\xd8\xff" * 5000, "JPEG"),
    "a data URI": (lambda: b"data:image/png;base64,AAAA", "no picture"),
    "base64 of a PNG": (lambda: b"iVBORw0KGgoAAAANSUhEUgAA", "no picture"),
    "UTF-16 text": (lambda: "<svg/>".encode("utf-16"), "no picture"),
}


def resized_jpeg(width: int, height: int) -> bytes:
    """A small JPEG whose header claims another size."""
    data = bytearray(saved("JPEG"))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height, width)
    return bytes(data)


def turned(kind: str, orientation: int, image: Image.Image) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = "SECRET description"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 30.0, 0.0)
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "JPEG" else {}
    return saved(kind, image, exif=exif, **options)


#: Taken.
ODD: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: saved("JPEG"),
    "grey JPEG": lambda: saved("JPEG", photo().convert("L")),
    "CMYK JPEG": lambda: saved("JPEG", photo().convert("CMYK")),
    "progressive JPEG": lambda: saved("JPEG", progressive=True),
    "JPEG with EXIF of noise": lambda: saved("JPEG", exif=b"Exif\x00\x00II*\x00" + b"\xff" * 500),
    "JPEG with a profile of noise": lambda: saved("JPEG", icc_profile=b"\x01" * 500),
    "JPEG with a comment": lambda: saved("JPEG", comment="SECRET"),
    "JPEG + ZIP": lambda: saved("JPEG") + b"PK\x03\x04SECRET" + bytes(1000),
    "JPEG + HTML": lambda: saved("JPEG") + b"<html><script>SECRET</script>",
    "MPO": lambda: saved("MPO", save_all=True, append_images=[Image.new("RGB", SIZE)]),
    "PNG": lambda: saved("PNG"),
    "JPEG header of 5,000² over a small body": lambda: resized_jpeg(5_000, 5_000),
    "1-bit PNG": lambda: saved("PNG", photo().convert("1")),
    "palette PNG": lambda: saved("PNG", photo().convert("P")),
    "palette PNG with alpha": lambda: saved("PNG", photo().convert("P"), transparency=bytes(range(256))),
    "grey and alpha PNG": lambda: saved("PNG", photo().convert("LA")),
    "RGBA PNG": lambda: saved("PNG", photo().convert("RGBA")),
    "RGB PNG with a clear colour": lambda: saved("PNG", transparency=(0, 0, 0)),
    "16-bit grey PNG": lambda: png(depth=16, colour=0),
    "16-bit grey PNG with a clear level": lambda: png(depth=16, colour=0, extra=chunk(b"tRNS", b"\x00\x00")),
    "16-bit RGB PNG": lambda: png(depth=16, colour=2),
    "16-bit RGB PNG with a clear colour": lambda: png(depth=16, colour=2, extra=chunk(b"tRNS", b"\xff\xff" * 3)),
    "16-bit RGBA PNG": lambda: png(depth=16, colour=6),
    "16-bit grey and alpha PNG": lambda: png(depth=16, colour=4),
    "2-bit grey PNG": lambda: png(depth=2, colour=0),
    "palette PNG of 4 bits without a palette": lambda: png(depth=4, colour=3, extra=chunk(b"PLTE", bytes(48))),
    "PNG with 1,000 small texts": lambda: png(extra=chunk(b"tEXt", b"a\x00SECRET") * 1000),
    "PNG with text after the pixels": lambda: png(after=chunk(b"tEXt", b"a\x00SECRET")),
    "PNG with a profile of noise": lambda: png(extra=chunk(b"iCCP", b"a\x00\x00" + zlib.compress(b"SECRET" * 50))),
    "PNG with gamma and size": lambda: png(extra=chunk(b"gAMA", b"\x00\x00\xb1\x8f") + chunk(b"pHYs", bytes(9))),
    "PNG + HTML": lambda: saved("PNG") + b"<html>SECRET",
    "APNG of 300 frames": lambda: frames("PNG", 300),
    "WebP": lambda: saved("WEBP"),
    "lossless WebP": lambda: saved("WEBP", lossless=True),
    "WebP with alpha": lambda: saved("WEBP", photo().convert("RGBA")),
    "animated WebP": lambda: frames("WEBP", 20),
    "WebP with XMP": lambda: saved("WEBP", xmp=b"<x:xmpmeta>SECRET</x:xmpmeta>"),
    "300×750 PNG": lambda: png(300, 750),
    "750×300 PNG": lambda: png(750, 300),
}
