"""Text for people, in English (in the code) and Dutch (the catalogue beside it).

`_` translates now; `N_` only marks a text for the catalogue, to be translated where it is shown.
Codes, keys and columns never pass through here: they are the same in every language.
"""

import gettext as _gettext
import os
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "nl")
LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
DOMAIN = "ios"
LOCALE_DIR = Path(__file__).parent / "locale"

_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_language = "en"


def choose_language(environ: Mapping[str, str] | None = None) -> str:
    """The language for this run: `IOS_LANG` where it is one of ours, else the locale (as gettext reads it),
    else English."""
    env = os.environ if environ is None else environ
    own = env.get("IOS_LANG", "").strip().lower()
    if own[:2] in LANGUAGES:
        return own[:2]
    for key in LOCALE_VARIABLES:
        value = env.get(key, "")
        if value:
            for wanted in value.lower().split(":"):
                if wanted[:2] in LANGUAGES:
                    return wanted[:2]
            return "en"
    return _system_language()


def _system_language() -> str:
    """Windows sets none of the POSIX variables: ask the system which language its user reads."""
    if os.name != "nt":
        return "en"
    import locale

    name = locale.getlocale()[0] or ""
    return "nl" if name.lower().startswith(("nl", "dutch")) else "en"


def use_language(language: str) -> None:
    """Translate everything from now on into `language` (`en` or `nl`)."""
    global _catalogue, _language
    _language = language if language in LANGUAGES else "en"
    if _language == "en":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation(DOMAIN, LOCALE_DIR, languages=[_language], fallback=True)


def current_language() -> str:
    return _language


def _(message: str) -> str:
    """`message` in the chosen language."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:
    """Mark `message` for the catalogue; translate it with `_` where it is shown."""
    return message


def ngettext(singular: str, plural: str, n: int) -> str:
    """`singular` or `plural` for `n`, in the chosen language; the caller formats it."""
    return _catalogue.ngettext(singular, plural, n)
