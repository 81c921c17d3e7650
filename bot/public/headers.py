"""The headers of public pages: nothing from outside, no framing, no cookies; what may be kept, and by whom."""

from starlette.responses import Response

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FOR_ALL = "public, max-age=60"  # the same for everybody: a shared cache may keep it
FOR_NOBODY = "no-store"
FOR_EVER = "public, max-age=31536000, immutable"  # its address changes with its content


def protect(response: Response, keep: str) -> Response:
    """The same response with its headers; `keep` is one of the three above, unless it has one already."""
    response.headers["content-security-policy"] = _POLICY
    response.headers["x-frame-options"] = "DENY"
    response.headers["x-content-type-options"] = "nosniff"
    response.headers["referrer-policy"] = "same-origin"
    response.headers["cross-origin-opener-policy"] = "same-origin"
    response.headers["permissions-policy"] = "camera=(), geolocation=(), microphone=()"
    response.headers.setdefault("cache-control", keep)
    return response
