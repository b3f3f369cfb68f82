"""Projects and the templates of their trajectories, in ``/beheer/``."""

from django.contrib import admin

from trajecten.models import Project, Sjabloonfase, Trajectsjabloon


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin):
    list_display = ("naam", "van", "tot")
    prepopulated_fields = {"slug": ("naam",)}


class FasenInline(admin.TabularInline):
    model = Sjabloonfase
    extra = 1


@admin.register(Trajectsjabloon)
class TrajectsjabloonAdmin(admin.ModelAdmin):
    list_display = ("naam", "project", "soort", "doel", "intensiteit", "contact_dagen", "actief")
    list_filter = ("project", "actief")
    list_select_related = ("project",)
    inlines = (FasenInline,)
