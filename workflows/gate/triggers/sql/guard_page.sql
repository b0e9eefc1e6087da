-- A page goes live, and a live page's row changes, only under a certificate that covers it. Columns
-- that change nothing in public are free, and so is withdrawing.
DECLARE
    free text[] := @free_columns;
    stood jsonb;
    stands jsonb;
    asks_revision boolean := true;
BEGIN
    IF NOT NEW.live THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.live THEN
        IF NEW.live_revision_id IS NULL THEN
            free := free || 'live_revision_id'::text;
        END IF;
        stood := to_jsonb(OLD) - free;
        stands := to_jsonb(NEW) - free;
        IF stands = stood THEN
            RETURN NEW;
        END IF;
        asks_revision := stands - 'live_revision_id' <> stood - 'live_revision_id';
    END IF;
    IF @schema.batong_covers(
        NEW.id, NEW.path, NEW.content_type_id, NEW.slug, NEW.live_revision_id, asks_revision
    ) IS NOT TRUE THEN
        RAISE EXCEPTION 'Page % may not go live or change in public: no certificate covers it.', NEW.id
            USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
                HINT = 'Send the page for approval.';
    END IF;
    RETURN NEW;
END
