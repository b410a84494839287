"""What happens by itself as Stripe's time goes by: trials end, periods renew, tries repeat, sessions expire."""

from collections.abc import Callable
from copy import deepcopy

from sandbox.stripe import invoicing, subscriptions
from sandbox.stripe.desk import Desk
from sandbox.stripe.shelf import Obj

Due = tuple[int, Callable[[], object]]
TRIAL_NOTICE_S = 3 * 86400
# No more steps than this in one go: a clock moved by a century stops somewhere.
MOST_STEPS = 500


def advance(desk: Desk, to: int) -> int:
    """Move the clock to `to`, doing on the way what falls due, in order; returns how many things happened."""
    done = 0
    while done < MOST_STEPS:
        found = [each for each in _due(desk) if each[0] <= to]
        if not found:
            break
        at, act = min(found, key=lambda each: each[0])
        desk.shelf.set_clock(max(at, desk.now()))
        act()
        done += 1
    if to > desk.now():
        desk.shelf.set_clock(to)
    return done


def catch_up(desk: Desk) -> None:
    """Do what has fallen due by now."""
    now = desk.now()
    while found := [each for each in _due(desk) if each[0] <= now]:
        min(found, key=lambda each: each[0])[1]()


def _due(desk: Desk) -> list[Due]:
    found: list[Due] = []
    for account in desk.shelf.accounts():
        one = desk.by_itself(account)
        for sub in one.all("subscription"):
            if sub["status"] not in subscriptions.OVER:
                found += _of_subscription(one, sub)
        for invoice in one.all("invoice"):
            if invoice["status"] == "open" and invoice["next_payment_attempt"]:
                found.append((invoice["next_payment_attempt"], lambda d=one, i=invoice: _retry(d, i)))  # type: ignore[misc]  # a default pins the loop's value
        for session in one.all("checkout.session"):
            if session["status"] == "open":
                found.append((session["expires_at"], lambda d=one, s=session: expire_session(d, s)))  # type: ignore[misc]  # as above
    return found


def _of_subscription(desk: Desk, sub: Obj) -> list[Due]:
    ends = sub["items"]["data"][0]["current_period_end"]
    found: list[Due] = []
    if sub["status"] == "incomplete":
        return [(sub["created"] + subscriptions.INCOMPLETE_S, lambda: _expire(desk, sub))]
    if sub["cancel_at"]:
        found.append((sub["cancel_at"], lambda: subscriptions.end(desk, sub)))
    if sub["pending_update"]:
        found.append((sub["pending_update"]["expires_at"], lambda: _drop_pending(desk, sub)))
    if sub["status"] == "trialing":
        if not sub.get("_noticed"):
            found.append((sub["trial_end"] - TRIAL_NOTICE_S, lambda: _notice(desk, sub)))
        found.append((sub["trial_end"], lambda: subscriptions.end_trial(desk, sub)))
    elif sub["status"] in ("active", "past_due") and not (sub["cancel_at"] and sub["cancel_at"] <= ends):
        found.append((ends, lambda: subscriptions.renew(desk, sub)))
    return found


def _notice(desk: Desk, sub: Obj) -> None:
    sub["_noticed"] = True
    desk.put(sub)
    desk.emit("customer.subscription.trial_will_end", sub)


def _expire(desk: Desk, sub: Obj) -> None:
    before = deepcopy(sub)
    sub |= {"status": "incomplete_expired", "ended_at": desk.now()}
    desk.put(sub)
    for invoice in desk.all("invoice"):
        if subscriptions.of_subscription(invoice) == sub["id"]:
            invoicing.void(desk, invoice)
    desk.emit("customer.subscription.updated", sub, before)


def _drop_pending(desk: Desk, sub: Obj) -> None:
    subscriptions.drop_pending(desk, sub)
    desk.emit("customer.subscription.pending_update_expired", sub)


def _retry(desk: Desk, invoice: Obj) -> None:
    sub = desk.get("subscription", subscriptions.of_subscription(invoice))
    invoicing.attempt(desk, invoice, subscriptions.method_of(desk, sub), is_present=False)
    subscriptions.after_try(desk, sub, invoice)


def expire_session(desk: Desk, session: Obj) -> Obj:
    session |= {"status": "expired", "url": None}
    desk.put(session)
    desk.emit("checkout.session.expired", session)
    return session
