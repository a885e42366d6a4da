-- Indexes for pages that look over many platforms and years at once. No new tables: figures are counted when asked.

-- Every standing of a platform's obligations without touching the rows themselves.
CREATE INDEX dues_fleet ON dues (platform_id, obligation, due_at, standing, waits_until, first_received_at);
-- What waits for somebody, in the order of the lists; most rows have nothing to wait for.
CREATE INDEX dues_waiting ON dues (due_at, id) WHERE waits_until IS NOT NULL;
CREATE INDEX dues_waits ON dues (waits_until, platform_id);
CREATE INDEX dues_obligation ON dues (obligation, due_at, id);
-- Newest submissions first, of all platforms and of one.
CREATE INDEX submissions_order ON submissions (received_at, id);
CREATE INDEX submissions_platform_order ON submissions (platform_id, received_at, id);
-- How first versions ended, without touching the rows themselves.
CREATE INDEX submissions_first ON submissions (platform_id, version, received_at, state, verdict);
CREATE INDEX submissions_decided ON submissions (decided_at, platform_id);
CREATE INDEX rectifications_order ON rectifications (deadline, id);
CREATE INDEX rectifications_submission ON rectifications (submission_id, id);
CREATE INDEX findings_seen ON findings (platform_id, first_seen, severity_rank);
