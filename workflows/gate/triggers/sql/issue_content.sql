-- Issues the certificate of a submission whose text three different people, none of whom wrote it,
-- approved, one at each stage. What the certificate says of the text is taken from the submission.
DECLARE
    asked record;
    stages integer;
    people integer;
    wrote integer;
    new_id bigint;
BEGIN
    SELECT s.id, s.page_id, s.page_title, s.unit_id, s.digest, s.authors, s.submitted_by_id, s.state
    INTO asked FROM @submission s WHERE s.id = p_submission FOR UPDATE;
    IF NOT FOUND OR asked.page_id IS NULL OR asked.digest = '' OR asked.state NOT IN (@open_states) THEN
        RAISE EXCEPTION 'Submission % is not under review.', p_submission
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT count(DISTINCT d.stage), count(DISTINCT d.person_id), count(*) FILTER (
        WHERE d.person_id = asked.submitted_by_id OR d.person_id::text IN (
            SELECT jsonb_array_elements_text(asked.authors)
        )
    )
    INTO stages, people, wrote
    FROM @decision d
    WHERE d.submission_id = asked.id AND d.verdict = '@approved'
        AND d.digest = asked.digest AND d.stage IN (@stages);
    IF stages <> @stage_count OR people <> @stage_count OR wrote <> 0 THEN
        RAISE EXCEPTION 'Submission % lacks the approval of three people at three stages.', asked.id
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM @revision r JOIN @content_type t ON t.id = r.base_content_type_id
        WHERE r.id = p_revision AND r.object_id = asked.page_id::text
            AND t.app_label = '@page_app' AND t.model = '@page_model'
    ) THEN
        RAISE EXCEPTION 'Revision % is not one of page %.', p_revision, asked.page_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM @certificate c WHERE c.submission_id = asked.id OR c.key = p_key) THEN
        RAISE EXCEPTION 'Submission % has its certificate already.', asked.id
            USING ERRCODE = 'check_violation';
    END IF;
    INSERT INTO @certificate (
        key, kind, unit_id, page_id, page_title, revision_id, digest, submission_id,
        blueprint_name, reason, issued_by_id, issued_at, code, signature
    )
    VALUES (
        p_key, '@kind_content', asked.unit_id, asked.page_id, asked.page_title, p_revision,
        asked.digest, asked.id, '', p_reason, p_issued_by, p_issued_at, p_code, p_signature
    )
    RETURNING id INTO new_id;
    RETURN new_id;
END
