"""Static files under a name with their hash, modules that import each other included: a browser may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Opslag(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True
