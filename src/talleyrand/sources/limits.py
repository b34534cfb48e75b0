"""What a process gives up, before it looks into what a stranger sent."""

from __future__ import annotations

from contextlib import suppress

MEGABYTE = 1024 * 1024


def limit(**limits: int) -> None:
    """Set limits of the system for good, none above those set before; a system that does not know one goes without it.

    Args:
        limits: by the name that the system has for them after RLIMIT_, as in `CPU=10` for seconds of the processor.
    """
    try:
        import resource
    except ImportError:  # not on Unix
        return
    for name, wanted in limits.items():
        with suppress(AttributeError, ValueError, OSError):
            which = getattr(resource, f"RLIMIT_{name}")
            now = resource.getrlimit(which)[1]
            most = wanted if now == resource.RLIM_INFINITY else min(wanted, now)
            resource.setrlimit(which, (most, most))
