-- The unit a page belongs to by its place in the tree. A home that is only being made is not yet
-- known as its unit's root: there the slug, which is the unit's code, says whose it is.
DECLARE
    prefix_of_page text := left(p_path, @prefix_length);
    home_slug text;
    found_unit bigint;
BEGIN
    SELECT r.unit_id INTO found_unit FROM @root r WHERE r.prefix = prefix_of_page;
    IF FOUND THEN
        RETURN found_unit;
    END IF;
    SELECT home.slug INTO home_slug
    FROM (
        SELECT p_slug AS slug, p_type AS type WHERE length(p_path) = @prefix_length
        UNION ALL
        SELECT p.slug, p.content_type_id FROM @page p
        WHERE length(p_path) > @prefix_length AND p.path = prefix_of_page
    ) home
    JOIN @content_type t ON t.id = home.type
    WHERE (t.app_label, t.model) IN (@home_types);
    SELECT u.id INTO found_unit FROM @unit u WHERE u.code = COALESCE(home_slug, '@portal_code');
    RETURN found_unit;
END
