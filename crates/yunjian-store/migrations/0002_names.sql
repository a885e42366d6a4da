-- Findings are followed under the inventory's name of their component, whatever the scan called it. What is wrong is
-- kept apart from where it is, so that a life can be given its component's name once an inventory says it.
-- These are tables of the record: the rows of before are rebuilt from the acts (see PROJECTION in db.rs).

ALTER TABLE findings ADD COLUMN weakness TEXT NOT NULL DEFAULT '';
CREATE INDEX findings_component ON findings (platform_id, component_id);
ALTER TABLE components ADD COLUMN addresses TEXT NOT NULL DEFAULT '';
