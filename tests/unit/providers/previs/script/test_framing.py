import pytest

from rushes.providers.previs.script import read


@pytest.mark.parametrize(
    ("prompt", "move"),
    [
        ("push in on a tree", "push"),
        ("the camera dollies out", "pull"),
        ("pan left over a field", "pan_left"),
        ("the camera pans slowly to the right", "pan_right"),
        ("tilt down to a river", "tilt_down"),
        ("tracking shot of a dog", "truck_right"),
        ("truck left past a house", "truck_left"),
        ("crane up over a village", "crane_up"),
        ("the camera descends into a canyon", "crane_down"),
        ("360 degree shot around a statue", "orbit"),
        ("dolly zoom on a man", "dolly_zoom"),
        ("whip pan to a dog", "whip_pan"),
        ("handheld shot of a street", "handheld"),
        ("rack focus to a flower", "rack_focus"),
        ("static shot of a lake", "static"),
        ("镜头缓缓推近一只猫", "push"),
        ("镜头拉远，城市", "pull"),
        ("镜头环绕雕像", "orbit"),
        ("向左摇镜头，海", "pan_left"),
        ("手持镜头，街道", "handheld"),
        ("固定镜头，湖", "static"),
        ("镜头上升，森林", "crane_up"),
        ("希区柯克变焦，男人", "dolly_zoom"),
    ],
)
def test_moves(prompt: str, move: str) -> None:
    assert read(prompt).camera.move == move


@pytest.mark.parametrize(
    ("prompt", "size", "angle"),
    [
        ("close-up of a cat", "close", "eye"),
        ("extreme wide shot of a desert", "extreme_wide", "eye"),
        ("macro shot of a leaf", "extreme_close", "eye"),
        ("a medium shot of a man, low angle", "medium", "low"),
        ("bird's-eye view of a city", None, "overhead"),
        ("aerial view of a coast", "extreme_wide", "high"),
        ("seen from above, a street", None, "high"),
        ("面部特写，女人", "close", "eye"),
        ("俯拍城市", None, "high"),
    ],
)
def test_sizes_and_angles(prompt: str, size: str | None, angle: str) -> None:
    camera = read(prompt).camera
    assert size in (None, camera.size)
    assert camera.angle == angle


def test_pace_scales_the_move() -> None:
    slow, plain, fast = (read(f"{pace} push in on a tree").camera.amount for pace in ("slow", "", "fast"))
    assert slow < plain < fast


def test_an_actor_s_verb_is_not_the_camera_s() -> None:
    assert read("A balloon rises over a field", cfg_scale=1.0).camera.move != "crane_up"
    assert "push" not in read("A man pushes a cart", cfg_scale=1.0).named


def test_a_line_is_spoken_near() -> None:
    assert read('A man says "I will stay here."').camera.size == "medium"


def test_a_move_in_a_sentence_of_its_own_is_the_camera_s() -> None:
    assert read("A dancer on an empty stage. Slow orbit.").camera.move == "orbit"
