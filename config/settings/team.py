"""What the team knows of the work above it, by name, and how many letters may invite."""

from config.settings import env

# What a member has under way: `(member_id) -> counts`; what a team has goes to another: `(team_id, to_team_id)`.
MEMBER_WORK = "tenant_apps.conversations.assignment.handover.work_of"
TEAM_WORK = "tenant_apps.conversations.assignment.handover.move_team_work"
# Letters go to strangers' mailboxes: of one workspace, and of one workspace to one address.
INVITATION_LETTERS_A_DAY = env.number("INVITATION_LETTERS_A_DAY", 50)
INVITATION_LETTERS_TO_ONE_A_DAY = 5
