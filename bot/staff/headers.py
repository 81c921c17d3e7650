"""The headers of every staff page: nothing from outside, no framing, nothing kept by the browser."""

from starlette.responses import Response

_POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def protect(response: Response, nonce: str) -> Response:
    """The same response with its headers; scripts run only with this `nonce`."""
    response.headers["content-security-policy"] = _POLICY.format(nonce=nonce)
    response.headers["x-frame-options"] = "DENY"
    response.headers["x-content-type-options"] = "nosniff"
    # Not no-referrer: with it browsers send `Origin: null` on our own forms.
    response.headers["referrer-policy"] = "same-origin"
    response.headers["cross-origin-opener-policy"] = "same-origin"
    response.headers["permissions-policy"] = "camera=(), geolocation=(), microphone=()"
    response.headers["cache-control"] = "no-store"
    return response
