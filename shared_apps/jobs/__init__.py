"""Work that runs by the clock: what there is, when it last ran and how it ended.

Owns: JobRun. Imports: core. What runs is named in `settings.JOBS`; the functions live in the apps they belong to.
"""
