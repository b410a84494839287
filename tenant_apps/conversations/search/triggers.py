"""The triggers that keep search's indexes, in the SQL of a tenant's own schema.

Statement triggers: a batch of messages costs one more statement, not one a row. Apostrophes vanish and marks become
spaces, so that the parser sees plain words, as `search/words.py` does.
"""

CREATE = r"""
CREATE FUNCTION inbox_words(given text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple'::regconfig, translate(left(given, 20000),
        '@./-_+:#=?&%*()[]{}<>|\~^$,;!"' || '''’ʼ`‘´', repeat(' ', 30)))
$$;

CREATE FUNCTION inbox_index_new_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO conversations_messagewords
        (message_id, conversation_id, channel_account_id, sender_kind, sender_id, at, words)
    SELECT id, conversation_id, channel_account_id, sender_kind, sender_id, provider_at, inbox_words(text)
    FROM fresh WHERE text <> '' AND deleted_at IS NULL
    ON CONFLICT (message_id) DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_index_new_messages AFTER INSERT ON conversations_message
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inbox_index_new_messages();

CREATE FUNCTION inbox_index_changed_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversations_messagewords WHERE message_id = OLD.id;
    IF TG_OP = 'UPDATE' AND NEW.text <> '' AND NEW.deleted_at IS NULL THEN
        INSERT INTO conversations_messagewords
            (message_id, conversation_id, channel_account_id, sender_kind, sender_id, at, words)
        VALUES (NEW.id, NEW.conversation_id, NEW.channel_account_id, NEW.sender_kind, NEW.sender_id,
            NEW.provider_at, inbox_words(NEW.text));
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_index_changed_message AFTER UPDATE ON conversations_message FOR EACH ROW
    WHEN ((OLD.text, OLD.deleted_at, OLD.conversation_id, OLD.provider_at)
        IS DISTINCT FROM (NEW.text, NEW.deleted_at, NEW.conversation_id, NEW.provider_at))
    EXECUTE FUNCTION inbox_index_changed_message();
CREATE TRIGGER inbox_forget_message AFTER DELETE ON conversations_message FOR EACH ROW
    EXECUTE FUNCTION inbox_index_changed_message();

CREATE FUNCTION inbox_contact_words(asked uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO conversations_contactwords (contact_id, words)
    SELECT c.id, inbox_words(concat_ws(' ', c.name, c.email,
        digits, right(digits, 10), right(digits, 9),
        (SELECT string_agg(concat_ws(' ', i.value, right(i.value, 10), right(i.value, 9)), ' ')
         FROM contacts_identity i WHERE i.contact_id = c.id)))
    FROM contacts_contact c, regexp_replace(c.phone, '[^0-9]', '', 'g') AS digits
    WHERE c.id = ANY(asked)
    ON CONFLICT (contact_id) DO UPDATE SET words = EXCLUDED.words
        WHERE conversations_contactwords.words <> EXCLUDED.words
$$;

CREATE FUNCTION inbox_index_contacts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inbox_contact_words(ARRAY(SELECT id FROM fresh));
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_index_new_contacts AFTER INSERT ON contacts_contact
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inbox_index_contacts();
CREATE TRIGGER inbox_index_changed_contacts AFTER UPDATE ON contacts_contact
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inbox_index_contacts();

CREATE FUNCTION inbox_index_identities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM inbox_contact_words(ARRAY(SELECT DISTINCT contact_id FROM fresh));
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_index_new_identities AFTER INSERT ON contacts_identity
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inbox_index_identities();
CREATE TRIGGER inbox_index_changed_identities AFTER UPDATE ON contacts_identity
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION inbox_index_identities();

CREATE FUNCTION inbox_forget_contact() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM conversations_contactwords WHERE contact_id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER inbox_forget_contact AFTER DELETE ON contacts_contact FOR EACH ROW
    EXECUTE FUNCTION inbox_forget_contact();

INSERT INTO conversations_messagewords
    (message_id, conversation_id, channel_account_id, sender_kind, sender_id, at, words)
SELECT id, conversation_id, channel_account_id, sender_kind, sender_id, provider_at, inbox_words(text)
FROM conversations_message WHERE text <> '' AND deleted_at IS NULL;
SELECT inbox_contact_words(ARRAY(SELECT id FROM contacts_contact));
"""

DROP = """
DROP TRIGGER inbox_index_new_messages ON conversations_message;
DROP TRIGGER inbox_index_changed_message ON conversations_message;
DROP TRIGGER inbox_forget_message ON conversations_message;
DROP TRIGGER inbox_index_new_contacts ON contacts_contact;
DROP TRIGGER inbox_index_changed_contacts ON contacts_contact;
DROP TRIGGER inbox_index_new_identities ON contacts_identity;
DROP TRIGGER inbox_index_changed_identities ON contacts_identity;
DROP TRIGGER inbox_forget_contact ON contacts_contact;
DROP FUNCTION inbox_index_new_messages, inbox_index_changed_message, inbox_index_contacts, inbox_index_identities,
    inbox_forget_contact, inbox_contact_words, inbox_words;
"""
