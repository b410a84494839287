"""Google Cloud Vision by its official client over REST.

Source: https://cloud.google.com/vision/docs/reference/rest/v1/images/annotate. Quirks: a picture that cannot be read
is an `error` inside an answer of 200; what was not found is left out.
"""

from functools import lru_cache
from typing import Any

from shared_apps.vendors.vision.seen import Label, Seen, VisionFailed

TIMEOUT_S = 20.0
MOST_LABELS = 12
# google.rpc codes of what may work in a while: deadline, exhausted, internal, unavailable, unknown.
PASSING_CODES = frozenset({2, 4, 8, 13, 14})


class GoogleEyes:
    name = "google_vision"
    model = "cloud-vision"

    def __init__(self, url: str, key: str) -> None:
        self._url = url
        self._key = key

    def see(self, jpeg: bytes) -> Seen:
        from google.api_core.exceptions import GoogleAPICallError, RetryError
        from google.auth.exceptions import GoogleAuthError
        from requests import RequestException

        features = [
            {"type_": "DOCUMENT_TEXT_DETECTION"},
            {"type_": "LABEL_DETECTION", "max_results": MOST_LABELS},
        ]
        request = {
            "image": {"content": jpeg},
            "features": features,
            "image_context": {"language_hints": ["uk", "en"]},
        }
        try:
            # No retries of the client's own: they go on for ten minutes.
            found = _client(self._url, self._key).batch_annotate_images(
                requests=[request], retry=None, timeout=TIMEOUT_S
            )
        except GoogleAPICallError as error:
            code = int(error.code or 0)
            raise VisionFailed(
                f"Google Vision answered {code}.", is_passing=code >= 500 or code == 429
            ) from error
        except (RetryError, RequestException, GoogleAuthError) as error:
            raise VisionFailed("Google Vision could not be reached.", is_passing=True) from error
        # A gateway's page of HTML with a 200 does not parse.
        except ValueError as error:
            raise VisionFailed("Google Vision answered something else.", is_passing=True) from error
        return _seen(found.responses[0]) if found.responses else Seen(())


def _seen(answer: Any) -> Seen:
    if answer.error.code:
        passing = answer.error.code in PASSING_CODES
        raise VisionFailed(
            f"Google Vision cannot read this picture: {answer.error.message}", is_passing=passing
        )
    labels = tuple(Label(one.description, round(one.score, 3)) for one in answer.label_annotations)
    return Seen(labels, answer.full_text_annotation.text.strip())


@lru_cache(maxsize=4)
def _client(url: str, key: str) -> Any:
    from google.auth.api_key import Credentials
    from google.cloud.vision_v1 import ImageAnnotatorClient
    from google.cloud.vision_v1.services.image_annotator.transports import ImageAnnotatorRestTransport

    scheme, _, host = url.rpartition("://")
    # The client adds ":443" to a host without a port, also behind a path.
    where, slash, path = host.partition("/")
    where = where if ":" in where else f"{where}:{80 if scheme == 'http' else 443}"
    credentials = Credentials(key)  # type: ignore[no-untyped-call]
    transport = ImageAnnotatorRestTransport(
        host=f"{where}{slash}{path}", credentials=credentials, url_scheme=scheme or "https"
    )
    return ImageAnnotatorClient(transport=transport)
