"""Static files are named after their contents, imported modules too: a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Basis


class Opslag(Basis):  # type: ignore[misc]
    patterns = (
        *Basis.patterns,
        ("js/*.js", Basis._js_module_import_aggregation_patterns[1]),
    )  # ours, not the vendors'
