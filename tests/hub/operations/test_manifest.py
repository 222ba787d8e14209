"""Manifests as the tools of clients write them, and what is wrong with those that aren't."""

import json
from hashlib import sha256
from typing import Any

import pytest

from hub.operations.manifest import ManifestError, read_manifest

RIVERS = "query Rivers { rivers { totalCount } }"
DIGEST = sha256(RIVERS.encode()).hexdigest()


@pytest.mark.parametrize(
    ("manifest", "documents"),
    [
        ({"a-1.b_~": RIVERS}, {"a-1.b_~": RIVERS}),
        ({DIGEST: RIVERS, "b": "{ me { name } }"}, {DIGEST: RIVERS, "b": "{ me { name } }"}),
        ({f"sha256:{DIGEST}": RIVERS}, {DIGEST: RIVERS}),
        (
            {
                "format": "apollo-persisted-query-manifest",
                "version": 1,
                "operations": [{"id": DIGEST, "name": "Rivers", "type": "query", "body": RIVERS}],
            },
            {DIGEST: RIVERS},
        ),
    ],
)
def test_the_common_forms_are_read(manifest: Any, documents: dict[str, str]) -> None:
    assert read_manifest(json.dumps(manifest).encode()) == documents


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not JSON"),
        (b"\xff", "not JSON"),
        (b"[]", "neither"),
        (b'{"a": 1}', "neither"),
        (b'{"operations": [{"id": "a"}]}', "neither"),
        (b"{}", "no document"),
        (b'{"operations": []}', "no document"),
        (b'{"a b": "{ x }"}', "a b: an id has"),
        (b'{"md5:abc": "{ x }"}', "md5:abc: an id has"),
        (json.dumps({"0" * 64: RIVERS}).encode(), "is not that of the document"),
        (json.dumps({DIGEST: RIVERS, f"sha256:{DIGEST}": RIVERS}).encode(), "two documents"),
        (b'{"operations": [{"id": "a", "body": "{ x }"}, {"id": "a", "body": "{ y }"}]}', "two documents"),
    ],
)
def test_another_manifest_is_refused_in_words(content: bytes, told: str) -> None:
    with pytest.raises(ManifestError, match=told):
        read_manifest(content)
