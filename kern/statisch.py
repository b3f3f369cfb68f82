"""Static files are named after their contents, imported modules too: a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Opslag(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    support_js_module_import_aggregation = True
