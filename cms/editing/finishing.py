"""What happens to a page that has passed all its steps.

Wagtail imports this while it makes its own models (`WAGTAIL_FINISH_WORKFLOW_ACTION`), so nothing
here may import any.
"""

from typing import Any


def publish_approved(workflow_state: Any, user: Any = None) -> None:
    """Publish it, at once or at its time, whoever took the last step.

    That step's rule was asked already: an editor may pass on what they could not publish alone.
    """
    page = workflow_state.content_object
    page.publish(page.get_latest_revision(), user=user, skip_permission_checks=True)
