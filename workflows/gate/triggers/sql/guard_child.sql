-- The rows that hang on a live page change only under a certificate that covers the page. The page
-- is locked, so that nothing is added to a text while it is being published.
DECLARE
    owners bigint[] := '{}';
    page record;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        owners := owners || @schema.batong_page_of(to_jsonb(OLD), TG_ARGV);
    END IF;
    IF TG_OP <> 'DELETE' THEN
        owners := owners || @schema.batong_page_of(to_jsonb(NEW), TG_ARGV);
    END IF;
    FOR page IN
        SELECT p.id, p.path, p.content_type_id, p.slug, p.live, p.live_revision_id
        FROM @page p WHERE p.id = ANY (owners)
        FOR SHARE
    LOOP
        IF page.live AND @schema.batong_covers(
            page.id, page.path, page.content_type_id, page.slug, page.live_revision_id, true
        ) IS NOT TRUE THEN
            RAISE EXCEPTION 'Page % is public: no certificate covers a change of its rows in %.',
                page.id, TG_TABLE_NAME
                USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                    HINT = 'Send the page for approval.';
        END IF;
    END LOOP;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
