"""Pictures as files of their own."""

from places import images

FILES = {"photo." + kind: (lambda p, kind=kind: images.fixtures(kind, p)) for kind in images.MAKERS}
