// Made by `npm run types` from the OpenAPI document of the server; do not edit.

export interface paths {
    "/api/v1/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new dataset, a draft.
         * @description # Errors
         *     The caller is neither an owner nor an admin of the workspace; there is no such workspace; the
         *     name is taken there.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A dataset.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_dataset"];
        put?: never;
        post?: never;
        /**
         * Deletes a dataset with everything in it.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_dataset"];
        options?: never;
        head?: never;
        /**
         * Changes a dataset. `metadata` is merged key by key; another distribution recounts the status of
         *     its records at once.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; the
         *     name is taken there.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_dataset"];
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a job that makes a data set of the Hugging Face Hub from the records.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; it has
         *     no records.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["export_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The fields of a dataset in order of creation.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_fields"];
        put?: never;
        /**
         * A new field of a draft.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; it is
         *     ready; the name is taken.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_field"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a job that makes records from a data set of the Hugging Face Hub.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["import_dataset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/metadata-properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A new metadata property. Records that have a value for it are found by it at once.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; the name
         *     is taken.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_metadata_property"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far a dataset has come. A draft counts no records.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_dataset_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes a draft ready: its fields and questions are fixed, and it accepts records.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; it is
         *     ready already, or has no field or no required question.
         *
         *     For owners, and admins who are members of the workspace.
         */
        put: operations["publish_dataset"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The questions of a dataset in order of creation.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_questions"];
        put?: never;
        /**
         * A new question of a draft.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; the name
         *     is taken; the dataset is ready; the field of a span question is not there or carries another.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_question"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The records of a dataset in order of insertion. Past the end the page is empty.
         * @description # Errors
         *     `include` cannot be read; there is no such dataset; the caller is neither an owner nor an admin
         *     of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        get: operations["list_records"];
        put?: never;
        post?: never;
        /**
         * Deletes records with everything that belongs to them. Ids that the dataset does not have are
         *     skipped.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; the ids
         *     are not UUIDs, or too many.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_records"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/records/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Makes or changes records of a dataset, all or none. A record is matched by its id, else by its
         *     external id, else it is made.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; a record
         *     does not fit the dataset, or is new and has no fields.
         *
         *     For owners, and admins who are members of the workspace.
         */
        put: operations["upsert_records"];
        /**
         * New records of a published dataset, all or none, answered complete and in order.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; the
         *     dataset is a draft, an external id is there already, or a record does not fit the dataset.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/records/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Searches the records of a dataset, with everybody's responses.
         * @description # Errors
         *     `include` cannot be read; there is no such dataset; the caller is neither an owner nor an admin
         *     of its workspace; something that the search names is not in the dataset.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["search_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/records/search/suggestions/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who made suggestions to each question of a dataset, in order of the questions.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_suggestion_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/users/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What everybody has answered in a dataset.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_dataset_users_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/datasets/{dataset_id}/vectors-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The vectors settings of a dataset in order of creation.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_vectors_settings"];
        put?: never;
        /**
         * New vectors settings.
         * @description # Errors
         *     There is no such dataset; the caller is neither an owner nor an admin of its workspace; it has
         *     as many as it may have; the name is taken.
         *
         *     For owners, and admins who are members of the workspace.
         */
        post: operations["create_vector_settings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/fields/{field_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a field of a draft.
         * @description # Errors
         *     There is no such field; the caller is neither an owner nor an admin of its workspace; the
         *     dataset is ready.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_field"];
        options?: never;
        head?: never;
        /**
         * Changes a field, also of a dataset that is ready.
         * @description # Errors
         *     There is no such field; the caller is neither an owner nor an admin of its workspace; the
         *     settings are of another type.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_field"];
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a job is.
         * @description # Errors
         *     There is no such job; the caller is neither an owner nor an admin.
         *
         *     For owners and admins.
         */
        get: operations["get_job"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller, with their own API key.
         * @description For any user.
         */
        get: operations["get_me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes the caller's names; the answer is as that of `GET /me`.
         * @description For any user.
         */
        patch: operations["update_me"];
        trace?: never;
    };
    "/api/v1/me/api-key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the caller a new API key; the one before is refused from now on. The answer is as that of
         *     `GET /me`.
         * @description For any user.
         */
        post: operations["rotate_my_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/datasets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The datasets that the caller may see: all for owners, else those of their workspaces.
         * @description # Errors
         *     The workspace is none of the caller's.
         *
         *     For any user.
         */
        get: operations["list_my_datasets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/datasets/{dataset_id}/metadata-properties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The metadata properties of a dataset that the caller may see, in order of creation.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_metadata_properties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/datasets/{dataset_id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller has answered in a dataset, and what is left. A draft counts nothing.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_my_dataset_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/datasets/{dataset_id}/opening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All that is needed to annotate a dataset, as of one moment: the dataset with all its parts, what
         *     the caller has answered, how far it has come, and what the caller has set for it.
         * @description # Errors
         *     There is no such dataset; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["open_dataset"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/datasets/{dataset_id}/records/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Searches the records of a dataset as the caller annotates them: with the caller's own responses
         *     only, in the caller's own order. Annotators see and use only the metadata that is visible for
         *     them.
         * @description # Errors
         *     `include` cannot be read; there is no such dataset; the caller is no member of its workspace;
         *     something that the search names is not in the dataset.
         *
         *     For owners, and members of the workspace.
         */
        post: operations["search_my_records"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What happens to the datasets that the caller may see, as server-sent events. Each has a name and
         *     an object with a `dataset_id`:
         * @description - `progress`: `records` (`total`, `completed`, `pending`) and `responses` of the caller, as in
         *       the metrics; at most once a second for each dataset
         *     - `records.created`, `records.updated`, `records.deleted`: `count`, and `record_ids` of at most
         *       100 of them (none for new ones)
         *     - `responses`: the caller's own were written or deleted, here or elsewhere: `count`,
         *       `record_ids`, and `written_at`, which is the `updated_at` of those that are there
         *     - `settings` (fields, questions, metadata properties, vectors), `guidelines`,
         *       `dataset.created`, `dataset.updated`, `dataset.published`, `dataset.deleted`
         *     - `reset`, without a `dataset_id`: something was missed that is no longer known, read anew
         *
         *     With the id of the last message nothing is missed, for a day; some of it may be told twice. The
         *     stream ends when the credentials do, or when the client is too slow.
         *
         *     # Errors
         *     There is no such dataset; the caller is no member of its workspace; too many streams are open.
         *
         *     For any user.
         */
        get: operations["stream_my_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The datasets that the caller may see, each with how far it has come, what is left for the
         *     caller and who works on it.
         * @description # Errors
         *     The workspace is none of the caller's.
         *
         *     For any user.
         */
        get: operations["get_my_overview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes the caller's password. It ends their bearer tokens, and their sessions but for the one in
         *     which it is changed; the API key stays.
         * @description # Errors
         *     `current_password` is not the password in use, which counts as a failed sign-in.
         *
         *     For any user.
         */
        put: operations["update_my_password"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the caller has set in the application; an empty object for nothing.
         * @description For any user.
         */
        get: operations["get_my_preferences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Merges changes into what the caller has set, and answers all of it. `null` takes a key away,
         *     objects are merged key by key, anything else takes the place of what was there. What is set for
         *     one dataset only belongs under `datasets` and its id.
         * @description # Errors
         *     It would be larger than 64,000 bytes.
         *
         *     For any user.
         */
        patch: operations["update_my_preferences"];
        trace?: never;
    };
    "/api/v1/me/responses/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The caller's responses to several records, made or replaced. An item that is not accepted leaves
         *     the others alone; with `based_on`, so does one whose stored response is another.
         * @description # Errors
         *     The request is not well formed.
         *
         *     For any user.
         */
        post: operations["upsert_my_responses"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The browsers in which the caller is signed in, in the order of signing in.
         * @description For any user.
         */
        get: operations["list_my_sessions"];
        put?: never;
        post?: never;
        /**
         * Signs the caller out in every browser, this one included. API keys and bearer tokens stay.
         * @description For any user.
         */
        delete: operations["delete_my_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Signs the caller out in one browser.
         * @description # Errors
         *     The caller has no such session.
         *
         *     For any user.
         */
        delete: operations["delete_my_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/me/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The caller's workspaces; all of them for an owner.
         * @description For any user.
         */
        get: operations["list_my_workspaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/metadata-properties/{metadata_property_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a metadata property. Records keep its values, as extra metadata.
         * @description # Errors
         *     There is no such property; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_metadata_property"];
        options?: never;
        head?: never;
        /**
         * Changes a metadata property. What is left out stays.
         * @description # Errors
         *     There is no such property; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_metadata_property"];
        trace?: never;
    };
    "/api/v1/metadata-properties/{metadata_property_id}/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The values that records have of a metadata property.
         * @description # Errors
         *     There is no such property; the caller is no member of its workspace, or the property is hidden
         *     from annotators and the caller is one.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_metadata_property_metrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth2/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The services whose accounts can be used to sign in.
         * @description For anyone.
         */
        get: operations["list_oauth2_providers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth2/providers/{provider}/access-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A token for what a service says of the browser that comes back from it.
         * @description # Errors
         *     There is no such service.
         *
         *     For anyone.
         */
        get: operations["finish_oauth2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/oauth2/providers/{provider}/authentication": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the browser to a service to sign in there.
         * @description # Errors
         *     There is no such service.
         *
         *     For anyone.
         */
        get: operations["start_oauth2"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/questions/{question_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a question of a draft with its suggestions.
         * @description # Errors
         *     There is no such question; the caller is neither an owner nor an admin of its workspace; the
         *     dataset is ready.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_question"];
        options?: never;
        head?: never;
        /**
         * Changes a question, also of a dataset that is ready.
         * @description # Errors
         *     There is no such question; the caller is neither an owner nor an admin of its workspace; the
         *     settings change what is fixed.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_question"];
        trace?: never;
    };
    "/api/v1/records/{record_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A record with its responses, suggestions and vectors. Annotators see their own response and
         *     the metadata that is visible for them.
         * @description # Errors
         *     There is no such record; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_record"];
        put?: never;
        post?: never;
        /**
         * Deletes a record with everything that belongs to it.
         * @description # Errors
         *     There is no such record; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_record"];
        options?: never;
        head?: never;
        /**
         * Changes a record: fields and metadata are replaced as a whole, suggestions all together, vectors
         *     by name. Without any of them nothing happens.
         * @description # Errors
         *     There is no such record; the caller is neither an owner nor an admin of its workspace; the
         *     changes do not fit the dataset.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_record"];
        trace?: never;
    };
    "/api/v1/records/{record_id}/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The caller's response to a record.
         * @description # Errors
         *     There is no such record; the caller is no member of its workspace, or has answered it already;
         *     the values do not fit the questions; it is based on something else than what is stored.
         *
         *     For owners, and members of the workspace.
         */
        post: operations["create_response"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{record_id}/responses/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of the responses to a record: an item for each time that one was written or deleted,
         *     as it was then, with what was suggested, how long it took and by which settings. Of several
         *     drafts one after the other, the last is kept. Annotators see what became of their own response.
         * @description # Errors
         *     There is no such record; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_response_history"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/records/{record_id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The suggestions of a record, in order of first writing.
         * @description # Errors
         *     There is no such record; the caller is no member of its workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["list_suggestions"];
        /**
         * The suggestion to a question of a record: 201 if there was none, 200 if it was replaced.
         * @description # Errors
         *     There is no such record; the caller is neither an owner nor an admin of its workspace; the
         *     question is none of the dataset, or does not accept the suggestion.
         *
         *     For owners, and admins who are members of the workspace.
         */
        put: operations["upsert_suggestion"];
        post?: never;
        /**
         * Deletes suggestions of a record. Ids that it does not have are skipped.
         * @description # Errors
         *     There is no such record; the caller is neither an owner nor an admin of its workspace; the ids
         *     are not UUIDs, or too many.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_suggestions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/responses/{response_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Changes a response; values are replaced as a whole, the author stays.
         * @description # Errors
         *     There is no such response; the caller is neither its author, nor an owner, nor an admin of its
         *     workspace; the values do not fit the questions; it is based on something else than what is stored.
         *
         *     For owners, the author, and admins who are members of the workspace.
         */
        put: operations["update_response"];
        post?: never;
        /**
         * Deletes a response.
         * @description # Errors
         *     There is no such response; the caller is neither its author, nor an owner, nor an admin of its
         *     workspace; it is another than the one that is to be deleted.
         *
         *     For owners, the author, and admins who are members of the workspace.
         */
        delete: operations["delete_response"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in with this browser, with the CSRF token. It does not extend the session.
         * @description # Errors
         *     Nobody is signed in; the caller has a key or a token and no session.
         *
         *     For any user.
         */
        get: operations["get_session"];
        /**
         * Lets the session last as long from now as it did from signing in. Requests that change something
         *     do so as well, to within some minutes.
         * @description # Errors
         *     Nobody is signed in; the caller has a key or a token and no session.
         *
         *     For any user.
         */
        put: operations["extend_session"];
        /**
         * Signs in with a browser: sets a cookie that scripts cannot read. A session that the browser had
         *     before ends.
         * @description # Errors
         *     Wrong credentials, too many failures of one account, or a page of another origin calls.
         *
         *     For anyone.
         */
        post: operations["create_session"];
        /**
         * Signs out: the session ends and its cookie is taken back.
         * @description # Errors
         *     Nobody is signed in; the caller has a key or a token and no session.
         *
         *     For any user.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a client's pages need to know before signing in.
         * @description For anyone.
         */
        get: operations["get_settings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How the server is; asks the database.
         * @description # Errors
         *     The database cannot be reached.
         *
         *     For anyone.
         */
        get: operations["get_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/suggestions/{suggestion_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a suggestion.
         * @description # Errors
         *     There is no such suggestion; the caller is neither an owner nor an admin of its workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_suggestion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A token for a name and a password.
         * @description # Errors
         *     Wrong credentials, a form that is not one, or too many failures of one account.
         *
         *     For anyone.
         */
        post: operations["create_token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All users, without their API keys.
         * @description # Errors
         *     The caller is no owner.
         *
         *     For owners.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * A new user. The answer carries the API key.
         * @description # Errors
         *     The caller is no owner; the name or the identity is taken.
         *
         *     For owners.
         */
        post: operations["create_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A user, without their API key.
         * @description # Errors
         *     The caller is no owner; there is no such user.
         *
         *     For owners.
         */
        get: operations["get_user"];
        put?: never;
        post?: never;
        /**
         * Deletes a user with their memberships, sessions and responses. The status of the records they answered
         *     follows.
         * @description # Errors
         *     There is no such user; the caller is no owner.
         *
         *     For owners.
         */
        delete: operations["delete_user"];
        options?: never;
        head?: never;
        /**
         * Changes a user. A new password ends all their tokens and sessions.
         * @description # Errors
         *     There is no such user; the caller is no owner; the name is another user's.
         *
         *     For owners.
         */
        patch: operations["update_user"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The workspaces that a user may enter: all for owners, else those they are a member of.
         * @description # Errors
         *     The caller is no owner; there is no such user.
         *
         *     For owners.
         */
        get: operations["list_user_workspaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/vectors-settings/{vector_settings_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes vectors settings with all their vectors.
         * @description # Errors
         *     There are no such settings; the caller is neither an owner nor an admin of their workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["delete_vector_settings"];
        options?: never;
        head?: never;
        /**
         * Changes the title of vectors settings.
         * @description # Errors
         *     There are no such settings; the caller is neither an owner nor an admin of their workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        patch: operations["update_vector_settings"];
        trace?: never;
    };
    "/api/v1/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The version of the contract that this server speaks.
         * @description For anyone.
         */
        get: operations["get_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All webhooks with their secrets, in order of creation.
         * @description # Errors
         *     The caller is no owner.
         *
         *     For owners.
         */
        get: operations["list_webhooks"];
        put?: never;
        /**
         * A new webhook, enabled, with a secret made by the server.
         * @description # Errors
         *     The caller is no owner; there are as many webhooks as are allowed.
         *
         *     For owners.
         */
        post: operations["create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Deletes a webhook and ends its deliveries.
         * @description # Errors
         *     There is no such webhook; the caller is no owner.
         *
         *     For owners.
         */
        delete: operations["delete_webhook"];
        options?: never;
        head?: never;
        /**
         * Changes a webhook. Disabling it ends its deliveries, also those that wait for another try.
         * @description # Errors
         *     There is no such webhook; the caller is no owner.
         *
         *     For owners.
         */
        patch: operations["update_webhook"];
        trace?: never;
    };
    "/api/v1/webhooks/{webhook_id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message of type `ping` at once, also to a webhook that is disabled. Whatever the
         *     receiver answers is well.
         * @description # Errors
         *     There is no such webhook; the caller is no owner; the receiver cannot be reached.
         *
         *     For owners.
         */
        post: operations["ping_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a workspace.
         * @description For owners.
         */
        post: operations["create_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A workspace.
         * @description # Errors
         *     The caller is no member; there is no such workspace.
         *
         *     For owners, and members of the workspace.
         */
        get: operations["get_workspace"];
        put?: never;
        post?: never;
        /**
         * Deletes a workspace with its memberships.
         * @description # Errors
         *     The caller is no owner; there is no such workspace; it has datasets.
         *
         *     For owners.
         */
        delete: operations["delete_workspace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The members of a workspace in order of joining, without their API keys.
         * @description # Errors
         *     The caller is neither an owner nor an admin of it; there is no such workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        get: operations["list_workspace_users"];
        put?: never;
        /**
         * Makes a user a member of a workspace.
         * @description # Errors
         *     The caller is no owner; there is no such workspace or user; they are a member already.
         *
         *     For owners.
         */
        post: operations["add_workspace_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workspaces/{workspace_id}/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a membership. What the user answered stays.
         * @description # Errors
         *     There is no such membership; the caller is neither an owner nor an admin of the workspace.
         *
         *     For owners, and admins who are members of the workspace.
         */
        delete: operations["remove_workspace_user"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * @description How a response came about, as far as the client knows.
         * @example {
         *       "active_ms": 8200,
         *       "suggestions_shown": [
         *         {
         *           "question": "sentiment"
         *         }
         *       ],
         *       "client": "variorum-web 0.1.0",
         *       "view": "focus"
         *     }
         */
        Activity: {
            active_ms?: components["schemas"]["IntegerOf0To86400000"] | null;
            client?: components["schemas"]["TextOf1To100"] | null;
            suggestions_shown?: components["schemas"]["SuggestionShownListOf0To1000"] | null;
            view?: components["schemas"]["TextOf1To50"] | null;
        };
        Agent: string;
        /** @description What stands under the name of a question. */
        Answer_Value: {
            value: unknown;
        };
        /** @description One end of a range. */
        Bound: number | string;
        /** @description Who is signed in with this browser, and until when. */
        BrowserSession: {
            /** @description What the header `X-CSRF-Token` must bear in every request with the cookie that is not a GET. */
            csrf_token: string;
            /** @description When it ends, unless it is used to change something or extended before. */
            expires_at: string;
            /** @description When it began. */
            inserted_at: string;
            /**
             * Format: int64
             * @description How long that is from now, for clocks that differ.
             */
            seconds_left: number;
            /** @description Whether the session outlives the browser's being closed. */
            stay_signed_in: boolean;
            /** @description Who. */
            user: components["schemas"]["SessionUser"];
        };
        /** @description Why an item was not accepted. */
        BulkError: {
            /**
             * @description Where it is said what the response is based on, and that is another than the stored one:
             *     `variorum.api.errors::ResponseChangedError`.
             */
            code?: string;
            /** @description A sentence for people. */
            detail: string;
            stored?: components["schemas"]["Response"] | null;
        };
        /** @description What became of one item: a response or an error. */
        BulkOutcome: {
            error?: components["schemas"]["BulkError"] | null;
            item?: components["schemas"]["Response"] | null;
        };
        /** @description A column of a table and what of a record it becomes. */
        ColumnMapping: {
            /** @description Name of the column. */
            source: string;
            /** @description Name of the field, metadata property or question. */
            target: string;
        };
        ColumnMappingListOf1OrMore: components["schemas"]["ColumnMapping"][];
        /** @description Numbers of responses by their status. */
        Counts: {
            /**
             * Format: int64
             * @description Declined.
             */
            discarded: number;
            /**
             * Format: int64
             * @description Begun.
             */
            draft: number;
            /**
             * Format: int64
             * @description Given.
             */
            submitted: number;
        };
        /** @description What is sent to sign in. */
        Credentials: {
            /** @description Password in clear. */
            password: string;
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A dataset without what it is made of. */
        Dataset: {
            /** @description Whether record metadata may hold keys without a property. */
            allow_extra_metadata: boolean;
            /** @description When a record counts as completed. */
            distribution: components["schemas"]["Distribution"];
            /** @description Guidelines for annotators, Markdown. */
            guidelines?: string | null;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description When a response was last written. */
            last_activity_at: string;
            /** @description Free JSON object of the client's. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Name, unique in its workspace. */
            name: string;
            /** @description Draft or ready. */
            status: components["schemas"]["DatasetStatus"];
            /** @description When it was last changed. */
            updated_at: string;
            /**
             * Format: uuid
             * @description The workspace it belongs to.
             */
            workspace_id: string;
        };
        /**
         * @description A dataset to be made; it begins as a draft.
         * @example {
         *       "name": "reviews",
         *       "workspace_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
         *       "guidelines": "Read it twice.",
         *       "distribution": {
         *         "strategy": "overlap",
         *         "min_submitted": 2
         *       }
         *     }
         */
        DatasetCreate: {
            /** @description Default true. */
            allow_extra_metadata?: boolean;
            /** @description Default: completed after one submitted response. */
            distribution?: components["schemas"]["Distribution"];
            guidelines?: components["schemas"]["TextOf1To10000"] | null;
            /** @description Free JSON object. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Name, 1 to 200 characters. */
            name: components["schemas"]["TextOf1To200"];
            /**
             * Format: uuid
             * @description The workspace to put it in.
             */
            workspace_id: string;
        };
        /**
         * @description A data set of the Hugging Face Hub to be made from the records.
         * @example {
         *       "name": "someone/reviews",
         *       "token": "hf_a_token"
         *     }
         */
        DatasetExport: {
            /** @description Repository, at least 1 character. */
            name: components["schemas"]["TextOf1OrMore"];
            /** @description Whether the repository is private if it has to be made, default false. */
            private?: boolean | null;
            split?: components["schemas"]["TextOf1OrMore"] | null;
            subset?: components["schemas"]["TextOf1OrMore"] | null;
            /** @description Access token of the Hub, at least 1 character. */
            token: components["schemas"]["TextOf1OrMore"];
        };
        /**
         * @description Records to be made from a data set of the Hugging Face Hub.
         * @example {
         *       "name": "someone/reviews",
         *       "subset": "default",
         *       "split": "train",
         *       "mapping": {
         *         "fields": [
         *           {
         *             "source": "review",
         *             "target": "text"
         *           }
         *         ]
         *       }
         *     }
         */
        DatasetImport: {
            /** @description What the columns become. */
            mapping: components["schemas"]["ImportMapping"];
            /** @description Repository. */
            name: string;
            /** @description Split of the configuration. */
            split: string;
            /** @description Configuration of the data set. */
            subset: string;
        };
        /**
         * @description Where a dataset is in its life; it never goes back.
         * @enum {string}
         */
        DatasetStatus: "draft" | "ready";
        /**
         * @description Changes to a dataset; absent keys stay.
         * @example {
         *       "guidelines": "Read it twice."
         *     }
         */
        DatasetUpdate: {
            /** @description Whether extra metadata is accepted from now on. */
            allow_extra_metadata?: boolean;
            /** @description When a record counts as completed; every record is counted again. */
            distribution?: components["schemas"]["Distribution"];
            guidelines?: components["schemas"]["TextOf1To10000"] | null;
            /** @description Merged key by key into what is stored; `null` clears it. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Name, 1 to 200 characters. */
            name?: components["schemas"]["TextOf1To200"];
        };
        /** @description When a record counts as completed. */
        Distribution: {
            /** @description At least 1. */
            min_submitted: components["schemas"]["IntegerOf1To2147483647"];
            /** @enum {string} */
            strategy: "overlap";
        };
        /** @description An error with a code. */
        ErrorCode: {
            /** @description The error. */
            detail: components["schemas"]["ErrorCodeDetail"];
        };
        /** @description A code and what belongs to it. */
        ErrorCodeDetail: {
            /** @description `argilla.api.errors::` and a name. */
            code: string;
            /** @description Depends on the code; `errors` is a list of `type`, `loc` and `msg` for a wrong form. */
            params: Record<string, never>;
        };
        /** @description An error that has no envelope. */
        ErrorMessage: {
            /** @description `missing_vector`. */
            code: string;
            /** @description What is wrong. */
            message: string;
        };
        /** @description An error told in words. */
        ErrorText: {
            /** @description What is wrong. */
            detail: string;
        };
        Events: ("dataset.created" | "dataset.updated" | "dataset.deleted" | "dataset.published" | "record.created" | "record.updated" | "record.deleted" | "record.completed" | "response.created" | "response.updated" | "response.deleted")[];
        /** @description A named part of every record of a dataset. */
        Field: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Key in the `fields` of a record, unique in the dataset. */
            name: string;
            /** @description Whether every record must have it. */
            required: boolean;
            /** @description Type and its settings. */
            settings: components["schemas"]["FieldSettings"];
            /** @description What annotators read. */
            title: string;
            /** @description When it was last changed. */
            updated_at: string;
        };
        /**
         * @description A field to be made.
         * @example {
         *       "name": "summary",
         *       "title": "Summary",
         *       "required": false,
         *       "settings": {
         *         "type": "text",
         *         "use_markdown": false
         *       }
         *     }
         */
        FieldCreate: {
            /** @description Key in the `fields` of a record, 1 to 200 characters. */
            name: components["schemas"]["TextOf1To200"];
            /** @description Whether every record must have it, default false. */
            required?: boolean | null;
            /** @description Type and its settings. */
            settings: components["schemas"]["FieldSettings"];
            /** @description What annotators read, 1 to 500 characters. */
            title: components["schemas"]["TextOf1To500"];
        };
        /** @description The type of a field with its settings. */
        FieldSettings: {
            /** @enum {string} */
            type: "text";
            /** @description Render as Markdown. */
            use_markdown: boolean;
        } | {
            /** @enum {string} */
            type: "image";
        } | {
            /** @enum {string} */
            type: "chat";
            /** @description Render message contents as Markdown. */
            use_markdown: boolean;
        } | {
            /** @description Whether the template brings its own script. */
            advanced_mode: boolean;
            /** @description The template. */
            template: string;
            /** @enum {string} */
            type: "custom";
        };
        /**
         * @description Changes to a field; absent keys stay.
         * @example {
         *       "title": "Text",
         *       "settings": {
         *         "type": "text",
         *         "use_markdown": true
         *       }
         *     }
         */
        FieldUpdate: {
            /** @description All settings, of the same type. */
            settings?: components["schemas"]["FieldSettings"];
            /** @description What annotators read, 1 to 500 characters. */
            title?: components["schemas"]["TextOf1To500"];
        };
        /** @description One thing that records must fulfil. */
        Filter: {
            /** @description What is looked at. */
            scope: components["schemas"]["Scope"];
            /** @enum {string} */
            type: "terms";
            /** @description 1 to 250 values; numbers become text. */
            values: components["schemas"]["StringListOf1To250"];
        } | {
            ge?: components["schemas"]["Bound"] | null;
            le?: components["schemas"]["Bound"] | null;
            /** @description What is looked at. */
            scope: components["schemas"]["Scope"];
            /** @enum {string} */
            type: "range";
        };
        FilterListOf1To50: components["schemas"]["Filter"][];
        /** @description What records must fulfil, all of it. */
        Filters: {
            and?: components["schemas"]["FilterListOf1To50"] | null;
        };
        /** @description A record that was found. */
        FoundRecord: {
            /**
             * Format: double
             * @description How well it matches; `null` where another order was asked for.
             */
            query_score?: number | null;
            /** @description The record. */
            record: components["schemas"]["Record"];
        };
        /** @description Some of the records that were found. */
        FoundRecords: {
            /** @description The records, best first or as asked. */
            items: components["schemas"]["FoundRecord"][];
            /**
             * Format: int64
             * @description How many were found altogether.
             */
            total: number;
        };
        HttpUrl: string;
        /** @description What the columns of a table become. */
        ImportMapping: {
            /** @description The column that becomes the external id. */
            external_id?: string | null;
            /** @description At least one. */
            fields: components["schemas"]["ColumnMappingListOf1OrMore"];
            /** @description Columns that become metadata. */
            metadata?: components["schemas"]["ColumnMapping"][] | null;
            /** @description Columns that become suggestions. */
            suggestions?: components["schemas"]["ColumnMapping"][] | null;
        };
        IntegerOf0To10: number;
        IntegerOf0To86400000: number;
        IntegerOf1OrMore: number;
        IntegerOf1To2147483647: number;
        IntegerOf3OrMore: number;
        /** @description A list answer. */
        Items_BulkOutcome: {
            /** @description The objects, in the contract's order. */
            items: {
                error?: components["schemas"]["BulkError"] | null;
                item?: components["schemas"]["Response"] | null;
            }[];
        };
        /** @description A list answer. */
        Items_Dataset: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description Whether record metadata may hold keys without a property. */
                allow_extra_metadata: boolean;
                /** @description When a record counts as completed. */
                distribution: components["schemas"]["Distribution"];
                /** @description Guidelines for annotators, Markdown. */
                guidelines?: string | null;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description When a response was last written. */
                last_activity_at: string;
                /** @description Free JSON object of the client's. */
                metadata?: {
                    [key: string]: unknown;
                } | null;
                /** @description Name, unique in its workspace. */
                name: string;
                /** @description Draft or ready. */
                status: components["schemas"]["DatasetStatus"];
                /** @description When it was last changed. */
                updated_at: string;
                /**
                 * Format: uuid
                 * @description The workspace it belongs to.
                 */
                workspace_id: string;
            }[];
        };
        /** @description A list answer. */
        Items_Field: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description The dataset.
                 */
                dataset_id: string;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Key in the `fields` of a record, unique in the dataset. */
                name: string;
                /** @description Whether every record must have it. */
                required: boolean;
                /** @description Type and its settings. */
                settings: components["schemas"]["FieldSettings"];
                /** @description What annotators read. */
                title: string;
                /** @description When it was last changed. */
                updated_at: string;
            }[];
        };
        /** @description A list answer. */
        Items_MetadataProperty: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description The dataset.
                 */
                dataset_id: string;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Key in the `metadata` of a record, unique in the dataset. */
                name: string;
                /** @description Type and its settings. */
                settings: components["schemas"]["MetadataSettings"];
                /** @description What people read. */
                title: string;
                /** @description When it was last changed. */
                updated_at: string;
                /** @description Whether annotators may see and use it. */
                visible_for_annotators: boolean;
            }[];
        };
        /** @description A list answer. */
        Items_MySession: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description When it ends, unless it is used to change something or extended before. */
                expires_at: string;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it began. */
                inserted_at: string;
                /** @description Whether this very request was made in it. */
                is_current: boolean;
                /** @description When it was last used, to within some minutes. */
                last_seen_at: string;
                /** @description Whether the session outlives the browser's being closed. */
                stay_signed_in: boolean;
                /** @description What the browser called itself when it signed in. */
                user_agent?: string | null;
            }[];
        };
        /** @description A list answer. */
        Items_Provider: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description Its name. */
                name: string;
            }[];
        };
        /** @description A list answer. */
        Items_Question: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description The dataset.
                 */
                dataset_id: string;
                /** @description A longer explanation. */
                description?: string | null;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Key in the `values` of a response, unique in the dataset. */
                name: string;
                /** @description Whether a submitted response must answer it. */
                required: boolean;
                /** @description Type and its settings. */
                settings: components["schemas"]["QuestionSettings"];
                /** @description What annotators read. */
                title: string;
                /** @description When it was last changed. */
                updated_at: string;
            }[];
        };
        /** @description A list answer. */
        Items_Record: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description The dataset.
                 */
                dataset_id: string;
                /** @description The client's own name for it, unique in the dataset. */
                external_id?: string | null;
                /** @description What annotators see, as stored. */
                fields: {
                    [key: string]: unknown;
                };
                /**
                 * Format: uuid
                 * @description Identity, made by the server.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description What the record can be filtered and sorted by, as stored. */
                metadata?: {
                    [key: string]: unknown;
                } | null;
                /** @description In order of first writing. */
                responses?: components["schemas"]["Response"][] | null;
                /** @description Pending or completed. */
                status: components["schemas"]["RecordStatus"];
                /** @description In order of first writing. */
                suggestions?: components["schemas"]["Suggestion"][] | null;
                /** @description When its fields, metadata or status last changed. */
                updated_at: string;
                /** @description By name of their settings; only those that the record has. */
                vectors?: {
                    [key: string]: number[];
                } | null;
            }[];
        };
        /** @description A list answer. */
        Items_Suggestion: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description Name of the model or person. */
                agent?: string | null;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was first written. */
                inserted_at: string;
                /**
                 * Format: uuid
                 * @description The question.
                 */
                question_id: string;
                score?: components["schemas"]["Score"] | null;
                type?: components["schemas"]["SuggestionType"] | null;
                /** @description When it was last written. */
                updated_at: string;
                /** @description The proposed answer, as stored. */
                value: unknown;
            }[];
        };
        /** @description A list answer. */
        Items_SuggestionOptions: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description Who suggested, each once, in alphabetical order. */
                agents: string[];
                /** @description The question. */
                question: components["schemas"]["SuggestedQuestion"];
            }[];
        };
        /** @description A list answer. */
        Items_User: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description The API key where its owner may see it, else empty. */
                api_key: string;
                /** @description Given name. */
                first_name: string;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When the user was made. */
                inserted_at: string;
                /** @description Family name. */
                last_name?: string | null;
                /** @description Global role. */
                role: components["schemas"]["Role"];
                /** @description When the user was last changed. */
                updated_at: string;
                /** @description Name to sign in with; unique, compared exactly. */
                username: string;
            }[];
        };
        /** @description A list answer. */
        Items_VectorSettings: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description The dataset.
                 */
                dataset_id: string;
                /**
                 * Format: int64
                 * @description Number of components, at least 1.
                 */
                dimensions: number;
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Key in the `vectors` of a record, unique in the dataset. */
                name: string;
                /** @description What people read. */
                title: string;
                /** @description When it was last changed. */
                updated_at: string;
            }[];
        };
        /** @description A list answer. */
        Items_Webhook: {
            /** @description The objects, in the contract's order. */
            items: {
                /** @description A note. */
                description?: string | null;
                /** @description Whether anything is sent. */
                enabled: boolean;
                /** @description What is sent. */
                events: components["schemas"]["WebhookEvent"][];
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Key that signs what is sent: standard base64 of 64 random bytes. */
                secret: string;
                /** @description When it was last changed. */
                updated_at: string;
                /** @description Where events are sent. */
                url: string;
            }[];
        };
        /** @description A list answer. */
        Items_Workspace: {
            /** @description The objects, in the contract's order. */
            items: {
                /**
                 * Format: uuid
                 * @description Identity.
                 */
                id: string;
                /** @description When it was made. */
                inserted_at: string;
                /** @description Unique name, compared exactly. */
                name: string;
                /** @description When it was last changed. */
                updated_at: string;
            }[];
        };
        /** @description A background job. */
        Job: {
            /** @description Identity. */
            id: string;
            /** @description Where it is. */
            status: components["schemas"]["JobStatus"];
        };
        /**
         * @description Where a job is in its life.
         * @enum {string}
         */
        JobStatus: "queued" | "started" | "finished" | "failed";
        /** @description One label or one thing to rank. */
        LabelOption: {
            /** @description A longer explanation. */
            description?: string | null;
            /** @description What annotators read. */
            text: string;
            /** @description What answers hold, unique in the question. */
            value: components["schemas"]["TextOf1To200"];
        };
        LabelOptionListOf1OrMore: components["schemas"]["LabelOption"][];
        LabelOptionListOf2OrMore: components["schemas"]["LabelOption"][];
        LabelOptionListOf2To50: components["schemas"]["LabelOption"][];
        /**
         * @description A user to be made a member.
         * @example {
         *       "user_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d"
         *     }
         */
        MemberCreate: {
            /**
             * Format: uuid
             * @description The user.
             */
            user_id: string;
        };
        /** @description The values that records have of a metadata property. */
        MetadataMetrics: {
            /**
             * Format: int64
             * @description Number of values, all records together.
             */
            total: number;
            /** @enum {string} */
            type: "terms";
            /** @description The terms, the most frequent first. */
            values: components["schemas"]["TermCount"][];
        } | {
            /**
             * Format: int64
             * @description Largest value.
             */
            max?: number | null;
            /**
             * Format: int64
             * @description Smallest value.
             */
            min?: number | null;
            /** @enum {string} */
            type: "integer";
        } | {
            /**
             * Format: double
             * @description Largest value, rounded to five decimals.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Smallest value, rounded to five decimals.
             */
            min?: number | null;
            /** @enum {string} */
            type: "float";
        };
        /** @description A typed key of record metadata. */
        MetadataProperty: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Key in the `metadata` of a record, unique in the dataset. */
            name: string;
            /** @description Type and its settings. */
            settings: components["schemas"]["MetadataSettings"];
            /** @description What people read. */
            title: string;
            /** @description When it was last changed. */
            updated_at: string;
            /** @description Whether annotators may see and use it. */
            visible_for_annotators: boolean;
        };
        /**
         * @description A metadata property to be made.
         * @example {
         *       "name": "length",
         *       "title": "Length",
         *       "settings": {
         *         "type": "integer",
         *         "min": 1,
         *         "max": 500
         *       },
         *       "visible_for_annotators": true
         *     }
         */
        MetadataPropertyCreate: {
            /** @description Key in the `metadata` of a record, 1 to 200 characters. */
            name: components["schemas"]["TextOf1To200"];
            /** @description Type and its settings. */
            settings: components["schemas"]["MetadataSettings"];
            /** @description What people read, 1 to 500 characters. */
            title: components["schemas"]["TextOf1To500"];
            /** @description Whether annotators may see and use it, default true. */
            visible_for_annotators?: boolean;
        };
        /**
         * @description Changes to a metadata property; absent keys stay.
         * @example {
         *       "title": "Stars"
         *     }
         */
        MetadataPropertyUpdate: {
            /** @description What people read, 1 to 500 characters. */
            title?: components["schemas"]["TextOf1To500"];
            /** @description Whether annotators may see and use it. */
            visible_for_annotators?: boolean;
        };
        /** @description The type of a metadata property with its settings. */
        MetadataSettings: {
            /** @enum {string} */
            type: "terms";
            values?: components["schemas"]["ValueListOf1To250"] | null;
        } | {
            /**
             * Format: int64
             * @description Largest allowed value.
             */
            max?: number | null;
            /**
             * Format: int64
             * @description Smallest allowed value.
             */
            min?: number | null;
            /** @enum {string} */
            type: "integer";
        } | {
            /**
             * Format: double
             * @description Largest allowed value.
             */
            max?: number | null;
            /**
             * Format: double
             * @description Smallest allowed value.
             */
            min?: number | null;
            /** @enum {string} */
            type: "float";
        };
        /** @description What the caller has answered. */
        MyMetrics: {
            /** @description The caller's responses. */
            responses: components["schemas"]["MyResponses"];
        };
        /** @description Some of the caller's datasets. */
        MyOverview: {
            /** @description The datasets, in the order asked for. */
            items: components["schemas"]["OverviewItem"][];
            /** @description Where to begin with the events, so that none after this answer is missed. */
            last_event_id: string;
            /** @description How many there are, those before and after these included. */
            total: number;
        };
        /** @description Numbers of the caller's responses by their status. */
        MyResponses: {
            /**
             * Format: int64
             * @description Declined.
             */
            discarded: number;
            /**
             * Format: int64
             * @description Begun.
             */
            draft: number;
            /**
             * Format: int64
             * @description Records without a response of the caller.
             */
            pending: number;
            /**
             * Format: int64
             * @description Given.
             */
            submitted: number;
            /**
             * Format: int64
             * @description Number of all records.
             */
            total: number;
        };
        /** @description A browser in which the caller is signed in. */
        MySession: {
            /** @description When it ends, unless it is used to change something or extended before. */
            expires_at: string;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it began. */
            inserted_at: string;
            /** @description Whether this very request was made in it. */
            is_current: boolean;
            /** @description When it was last used, to within some minutes. */
            last_seen_at: string;
            /** @description Whether the session outlives the browser's being closed. */
            stay_signed_in: boolean;
            /** @description What the browser called itself when it signed in. */
            user_agent?: string | null;
        };
        /**
         * @description Changes that users make to themselves; absent keys stay.
         * @example {
         *       "first_name": "Anna"
         *     }
         */
        MyUpdate: {
            /** @description Given name, trimmed. */
            first_name?: components["schemas"]["TrimmedText"];
            last_name?: components["schemas"]["TrimmedText"] | null;
        };
        /** @description A dataset with all that is needed to annotate it, each part as it is answered alone. */
        Opening: {
            /** @description The dataset. */
            dataset: components["schemas"]["Dataset"];
            /** @description Its fields, in order of creation. */
            fields: components["schemas"]["Field"][];
            /** @description Where to begin with the events, so that none after this answer is missed. */
            last_event_id: string;
            /** @description The metadata properties that the caller may see, in order of creation. */
            metadata_properties: components["schemas"]["MetadataProperty"][];
            /** @description What the caller has answered, and what is left. */
            metrics: components["schemas"]["MyMetrics"];
            /** @description What the caller may do with it. */
            permissions: components["schemas"]["Permissions"];
            /** @description What the caller has set for this dataset. */
            preferences: components["schemas"]["Preferences"];
            /** @description How far the dataset has come. */
            progress: components["schemas"]["Progress"];
            /** @description Its questions, in order of creation. */
            questions: components["schemas"]["Question"][];
            /** @description Its vectors settings, in order of creation. */
            vectors_settings: components["schemas"]["VectorSettings"][];
            /** @description Which settings and guidelines it has. */
            versions: components["schemas"]["Versions"];
            /** @description Its workspace. */
            workspace: components["schemas"]["Workspace"];
        };
        /**
         * @description The order in which labels are shown.
         * @enum {string}
         */
        OptionsOrder: "natural" | "suggestion";
        /**
         * @description What became of a suggestion in a submitted response.
         * @enum {string}
         */
        Outcome: "accepted" | "changed" | "unanswered";
        /** @description A dataset at a glance. A draft counts no records. */
        OverviewItem: {
            /** @description When a record counts as completed. */
            distribution: components["schemas"]["Distribution"];
            /** @description Its fields. */
            fields: components["schemas"]["OverviewParts"];
            /** @description Whether it has guidelines. */
            has_guidelines: boolean;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description When a response was last written. */
            last_activity_at: string;
            /** @description Whether the caller may change it. */
            may_manage: boolean;
            /** @description Name, unique in its workspace. */
            name: string;
            /** @description Who has answered. */
            people: components["schemas"]["OverviewPeople"];
            /** @description Its questions. */
            questions: components["schemas"]["OverviewParts"];
            /** @description How far it has come. */
            records: components["schemas"]["OverviewRecords"];
            /**
             * @description What the caller has answered. `pending` counts records that are not completed only: what the
             *     caller still can do, not all that they have not answered.
             */
            responses: components["schemas"]["MyResponses"];
            /** @description Draft or ready. */
            status: components["schemas"]["DatasetStatus"];
            /** @description When it was last changed. */
            updated_at: string;
            /** @description The workspace it belongs to. */
            workspace: components["schemas"]["OverviewWorkspace"];
        };
        /** @description Fields or questions of a dataset. */
        OverviewParts: {
            /** @description How many there are. */
            total: number;
            /** @description Their types, each once, in order of creation. */
            types: string[];
        };
        /** @description Those who ever had a response. */
        OverviewPeople: {
            /**
             * Format: int64
             * @description How many there are.
             */
            total: number;
            /** @description Names of the first of them, at most five. */
            usernames: string[];
        };
        /** @description Numbers of records. */
        OverviewRecords: {
            /**
             * Format: int64
             * @description Number of records with enough submitted responses.
             */
            completed: number;
            /**
             * Format: int64
             * @description Number of all others.
             */
            pending: number;
            /**
             * Format: int64
             * @description Number of all records.
             */
            total: number;
        };
        /** @description The workspace of a dataset. */
        OverviewWorkspace: {
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description Name. */
            name: string;
        };
        /**
         * @description A new password, from one who knows the present one.
         * @example {
         *       "current_password": "a long secret",
         *       "password": "a longer secret"
         *     }
         */
        PasswordUpdate: {
            /** @description The password in use, in clear. */
            current_password: string;
            /** @description The new one in clear, 8 to 100 characters. */
            password: components["schemas"]["TextOf8To100"];
        };
        /** @description A response as it was at some time. */
        PastResponse: {
            /**
             * Format: int64
             * @description How long the annotator was at work on it, as far as the client told.
             */
            active_ms?: number | null;
            /** @description Name and version of the client, as far as it told. */
            client?: string | null;
            /** @description Draft, submitted or discarded, or that it was deleted. */
            status: components["schemas"]["PastStatus"];
            /** @description What a submitted response met. */
            suggestions: components["schemas"]["PastSuggestion"][];
            /**
             * Format: uuid
             * @description Whose response it is.
             */
            user_id: string;
            /** @description Name of that user. */
            username: string;
            values?: components["schemas"]["ResponseValues"] | null;
            /** @description By which settings and guidelines. */
            versions: components["schemas"]["Versions"];
            /** @description How the record was shown, as far as the client told. */
            view?: string | null;
            /** @description When it was written. */
            written_at: string;
            /**
             * Format: uuid
             * @description Who wrote it, unless that user is gone.
             */
            written_by?: string | null;
        };
        /**
         * @description What a response was.
         * @enum {string}
         */
        PastStatus: "draft" | "submitted" | "discarded" | "deleted";
        /** @description A suggestion as a submitted response met it. */
        PastSuggestion: {
            /** @description Who made it. */
            agent?: string | null;
            /** @description What the response made of it. */
            outcome: components["schemas"]["Outcome"];
            /** @description Name of its question. */
            question: string;
            /** @description How sure it is; of several values one each. */
            score?: unknown;
            /** @description Whether the annotator saw it, as far as the client told. */
            shown?: boolean | null;
            type?: components["schemas"]["SuggestionType"] | null;
            /** @description When it was last written. */
            updated_at: string;
            /** @description What was suggested. */
            value: unknown;
        };
        /** @description What the caller may do with a dataset that he may see. */
        Permissions: {
            /** @description Change it and its records, and see what is hidden from annotators and what others answered. */
            may_manage: boolean;
        };
        /**
         * @description What a user has set, such as `theme`, `language`, `keys`, `density` and `layout`; under
         *     `datasets`, by their ids, what holds for one dataset only.
         * @example {
         *       "theme": "dark",
         *       "language": "es",
         *       "keys": {
         *         "submit": "Enter"
         *       }
         *     }
         */
        Preferences: {
            [key: string]: unknown;
        };
        /**
         * @description Changes of preferences: `null` takes a key away, objects are merged key by key, anything else
         *     takes the place of what was there.
         * @example {
         *       "theme": "dark",
         *       "density": null
         *     }
         */
        PreferencesUpdate: {
            [key: string]: unknown;
        };
        /** @description How far a dataset has come. */
        Progress: {
            /**
             * Format: int64
             * @description Number of records with enough submitted responses.
             */
            completed: number;
            /**
             * Format: int64
             * @description Number of all others.
             */
            pending: number;
            /**
             * Format: int64
             * @description Number of all records.
             */
            total: number;
            /** @description Everyone who ever had a response here, in order of the first one. */
            users: components["schemas"]["ProgressUser"][];
        };
        /** @description Somebody who had a response. */
        ProgressUser: {
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description A service whose accounts can be used to sign in. */
        Provider: {
            /** @description Its name. */
            name: string;
        };
        /** @description What records are ranked by. */
        Query: {
            text?: components["schemas"]["TextQuery"] | null;
            vector?: components["schemas"]["VectorQuery"] | null;
        };
        /** @description Something asked about every record of a dataset. */
        Question: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /** @description A longer explanation. */
            description?: string | null;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Key in the `values` of a response, unique in the dataset. */
            name: string;
            /** @description Whether a submitted response must answer it. */
            required: boolean;
            /** @description Type and its settings. */
            settings: components["schemas"]["QuestionSettings"];
            /** @description What annotators read. */
            title: string;
            /** @description When it was last changed. */
            updated_at: string;
        };
        /**
         * @description A question to be made.
         * @example {
         *       "name": "topic",
         *       "title": "What is it about?",
         *       "required": true,
         *       "settings": {
         *         "type": "label_selection",
         *         "options": [
         *           {
         *             "value": "food",
         *             "text": "Food"
         *           },
         *           {
         *             "value": "place",
         *             "text": "The place"
         *           }
         *         ]
         *       }
         *     }
         */
        QuestionCreate: {
            description?: components["schemas"]["TextOf1To1000"] | null;
            /** @description Key in the `values` of a response, 1 to 200 characters. */
            name: components["schemas"]["TextOf1To200"];
            /** @description Whether a submitted response must answer it, default false. */
            required?: boolean | null;
            /** @description Type and its settings. */
            settings: components["schemas"]["QuestionSettings"];
            /** @description What annotators read, 1 to 500 characters. */
            title: components["schemas"]["TextOf1To500"];
        };
        /** @description The type of a question with its settings. */
        QuestionSettings: {
            /** @enum {string} */
            type: "text";
            /** @description Render as Markdown. */
            use_markdown: boolean;
        } | {
            /** @description The numbers, in order. */
            options: components["schemas"]["RatingOptionListOf2To11"];
            /** @enum {string} */
            type: "rating";
        } | {
            /** @description The labels, in order. */
            options: components["schemas"]["LabelOptionListOf2OrMore"];
            /** @enum {string} */
            type: "label_selection";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        } | {
            /** @description The labels, in order. */
            options: components["schemas"]["LabelOptionListOf2OrMore"];
            /** @description Whether suggested labels come first. */
            options_order: components["schemas"]["OptionsOrder"];
            /** @enum {string} */
            type: "multi_label_selection";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        } | {
            /** @description The options. */
            options: components["schemas"]["LabelOptionListOf2To50"];
            /** @enum {string} */
            type: "ranking";
        } | {
            /** @description Always true. */
            allow_character_annotation: boolean;
            /** @description Whether spans may share positions. */
            allow_overlapping: boolean;
            /** @description Name of the field. */
            field: string;
            /** @description The labels, in order. */
            options: components["schemas"]["LabelOptionListOf1OrMore"];
            /** @enum {string} */
            type: "span";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        };
        /** @description Changes to the settings of a question, see [`QuestionSettings::updated`]; absent keys stay. */
        QuestionSettingsUpdate: {
            /** @enum {string} */
            type: "text";
            /** @description Render as Markdown. */
            use_markdown?: boolean | null;
        } | {
            /** @enum {string} */
            type: "rating";
        } | {
            /** @description The same values in any order with any texts. */
            options?: components["schemas"]["LabelOption"][] | null;
            /** @enum {string} */
            type: "label_selection";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        } | {
            /** @description The same values in any order with any texts. */
            options?: components["schemas"]["LabelOption"][] | null;
            options_order?: components["schemas"]["OptionsOrder"] | null;
            /** @enum {string} */
            type: "multi_label_selection";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        } | {
            /** @enum {string} */
            type: "ranking";
        } | {
            /** @description Whether spans may share positions; must be sent as true once it is true. */
            allow_overlapping?: boolean | null;
            /** @description The same values in any order with any texts. */
            options?: components["schemas"]["LabelOption"][] | null;
            /** @enum {string} */
            type: "span";
            visible_options?: components["schemas"]["IntegerOf3OrMore"] | null;
        };
        /**
         * @description Changes to a question; absent keys stay.
         * @example {
         *       "title": "How does it sound?"
         *     }
         */
        QuestionUpdate: {
            description?: components["schemas"]["TextOf1To1000"] | null;
            /** @description Settings to be changed, of the same type. */
            settings?: components["schemas"]["QuestionSettingsUpdate"];
            /** @description What annotators read, 1 to 500 characters. */
            title?: components["schemas"]["TextOf1To500"];
        };
        /** @description One value of a rating. */
        RatingOption: {
            /** @description 0 to 10. */
            value: components["schemas"]["IntegerOf0To10"];
        };
        RatingOptionListOf2To11: components["schemas"]["RatingOption"][];
        /** @description What is annotated. Parts that were not asked for are left out of the JSON. */
        Record: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /** @description The client's own name for it, unique in the dataset. */
            external_id?: string | null;
            /** @description What annotators see, as stored. */
            fields: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description Identity, made by the server.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description What the record can be filtered and sorted by, as stored. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description In order of first writing. */
            responses?: components["schemas"]["Response"][] | null;
            /** @description Pending or completed. */
            status: components["schemas"]["RecordStatus"];
            /** @description In order of first writing. */
            suggestions?: components["schemas"]["Suggestion"][] | null;
            /** @description When its fields, metadata or status last changed. */
            updated_at: string;
            /** @description By name of their settings; only those that the record has. */
            vectors?: {
                [key: string]: number[];
            } | null;
        };
        /** @description A record to be made. */
        RecordCreate: {
            /** @description The client's own name for it, unique in the dataset; numbers become text. */
            external_id?: string | null;
            /** @description What annotators see, by name of the field. */
            fields: {
                [key: string]: unknown;
            };
            /** @description What the record can be filtered and sorted by. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description One per user. */
            responses?: components["schemas"]["RecordResponse"][] | null;
            /** @description One per question. */
            suggestions?: components["schemas"]["SuggestionCreate"][] | null;
            /** @description By name of their settings. */
            vectors?: {
                [key: string]: number[];
            } | null;
        };
        RecordCreateListOf1To500: components["schemas"]["RecordCreate"][];
        /**
         * @description A part of a record.
         * @enum {string}
         */
        RecordProperty: "id" | "external_id" | "inserted_at" | "updated_at" | "status";
        /** @description A response of any user, sent inside a record. */
        RecordResponse: {
            /** @description Draft, submitted or discarded. */
            status: components["schemas"]["ResponseStatus"];
            /**
             * Format: uuid
             * @description Who answered; one response per user.
             */
            user_id: string;
            values?: components["schemas"]["ResponseValues"] | null;
        };
        /**
         * @description Records to be made.
         * @example {
         *       "items": [
         *         {
         *           "fields": {
         *             "text": "Better than the first one."
         *           },
         *           "metadata": {
         *             "stars": 4
         *           },
         *           "vectors": {
         *             "embedding": [
         *               0.5,
         *               0.25
         *             ]
         *           }
         *         }
         *       ]
         *     }
         */
        RecordsCreate: {
            /** @description 1 to 500, with distinct external ids. */
            items: components["schemas"]["RecordCreateListOf1To500"];
        };
        /** @description Some of the records of a dataset. */
        RecordsPage: {
            /** @description The records, in order of insertion. */
            items: components["schemas"]["Record"][];
            /**
             * Format: int64
             * @description How many records the dataset has.
             */
            total: number;
        };
        /**
         * @description Whether a record has enough submitted responses; computed, never written by a client.
         * @enum {string}
         */
        RecordStatus: "pending" | "completed";
        /**
         * @description Records to be made or changed.
         * @example {
         *       "items": [
         *         {
         *           "external_id": "review-7",
         *           "fields": {
         *             "text": "Better than the first one."
         *           },
         *           "metadata": {
         *             "stars": 4
         *           }
         *         }
         *       ]
         *     }
         */
        RecordsUpsert: {
            /** @description 1 to 500, with distinct external ids. */
            items: components["schemas"]["RecordUpsertListOf1To500"];
        };
        /**
         * @description Changes to a record; absent parts stay.
         * @example {
         *       "metadata": {
         *         "stars": 5
         *       }
         *     }
         */
        RecordUpdate: {
            /** @description Replaced as a whole; an explicit `null` is not accepted. */
            fields?: {
                [key: string]: unknown;
            } | null;
            /** @description Replaced as a whole; an explicit `null` clears it. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description All suggestions of the record from now on. */
            suggestions?: components["schemas"]["SuggestionCreate"][] | null;
            /** @description Each replaces the vector of that name, others stay; `null` counts as an empty object. */
            vectors?: {
                [key: string]: number[];
            } | null;
        };
        /**
         * @description A record to be made, or to be changed if it is there already.
         *
         *     For a record that is there, an absent part stays. `null` and empty lists of responses,
         *     suggestions and vectors change nothing either.
         */
        RecordUpsert: {
            /** @description The client's own name for it; numbers become text. */
            external_id?: string | null;
            /** @description Replaced as a whole. A new record needs them, and none accepts an explicit `null`. */
            fields?: {
                [key: string]: unknown;
            } | null;
            /**
             * Format: uuid
             * @description The record meant, if the caller knows it.
             */
            id?: string | null;
            /** @description Replaced as a whole; an explicit `null` clears it. */
            metadata?: {
                [key: string]: unknown;
            } | null;
            /** @description Each replaces that user's response, others stay. */
            responses?: components["schemas"]["RecordResponse"][] | null;
            /** @description Each replaces the suggestion to that question, others stay. */
            suggestions?: components["schemas"]["SuggestionCreate"][] | null;
            /** @description Each replaces the vector of that name, others stay. */
            vectors?: {
                [key: string]: number[];
            } | null;
        };
        RecordUpsertListOf1To500: components["schemas"]["RecordUpsert"][];
        /** @description What one annotator says of one record. */
        Response: {
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was first written. */
            inserted_at: string;
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
            /** @description Draft, submitted or discarded. */
            status: components["schemas"]["ResponseStatus"];
            /** @description When it was last written. */
            updated_at: string;
            /**
             * Format: uuid
             * @description Who answered.
             */
            user_id: string;
            values?: components["schemas"]["ResponseValues"] | null;
        };
        /** @description Why a response stands against another. */
        ResponseConflict: components["schemas"]["ErrorText"] | components["schemas"]["ErrorCode"];
        /**
         * @description A response of the calling user to be made (or replaced): status and answers.
         * @example {
         *       "status": "submitted",
         *       "values": {
         *         "sentiment": {
         *           "value": "positive"
         *         }
         *       }
         *     }
         * @example {
         *       "status": "submitted",
         *       "values": {
         *         "sentiment": {
         *           "value": "positive"
         *         }
         *       },
         *       "based_on": null,
         *       "activity": {
         *         "active_ms": 8200,
         *         "client": "variorum-web 0.1.0",
         *         "view": "focus"
         *       }
         *     }
         */
        ResponseCreate: {
            activity?: components["schemas"]["Activity"] | null;
            /**
             * Format: date-time
             * @description When the response was last written that this one takes the place of; `null` for none. If
             *     the stored one is another by now, nothing is written. Without it, whatever is there is
             *     replaced.
             */
            based_on?: string | null;
            /** @description Draft, submitted or discarded. */
            status: components["schemas"]["ResponseStatus"];
            values?: components["schemas"]["ResponseValues"] | null;
        };
        /** @description Some of what became of the responses to a record. */
        ResponseHistory: {
            /** @description The responses as they were, in order of writing. */
            items: components["schemas"]["PastResponse"][];
            /**
             * Format: int64
             * @description How many there are, those before and after these included.
             */
            total: number;
        };
        /**
         * @description A part of a response.
         * @enum {string}
         */
        ResponseProperty: "status";
        /**
         * @description Responses of the calling user to several records.
         * @example {
         *       "items": [
         *         {
         *           "record_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
         *           "status": "submitted",
         *           "values": {
         *             "sentiment": {
         *               "value": "negative"
         *             }
         *           }
         *         }
         *       ]
         *     }
         */
        ResponsesBulk: {
            /** @description 1 to 100; worked through in order, each on its own. */
            items: components["schemas"]["ResponseUpsertListOf1To100"];
        };
        /**
         * @description Where a response is in its life.
         * @enum {string}
         */
        ResponseStatus: "draft" | "submitted" | "discarded";
        /**
         * @description The new state of a response. Values are replaced as a whole; a submitted response needs them.
         * @example {
         *       "status": "draft",
         *       "values": {
         *         "sentiment": {
         *           "value": "positive"
         *         }
         *       }
         *     }
         */
        ResponseUpdate: {
            activity?: components["schemas"]["Activity"] | null;
            /**
             * Format: date-time
             * @description When the response was last written that this one takes the place of; `null` for none. If
             *     the stored one is another by now, nothing is written. Without it, whatever is there is
             *     replaced.
             */
            based_on?: string | null;
            /** @description Draft, submitted or discarded. */
            status: components["schemas"]["ResponseStatus"];
            values?: components["schemas"]["ResponseValues"] | null;
        };
        /** @description A response of the calling user to one record, inside a bulk request. */
        ResponseUpsert: {
            activity?: components["schemas"]["Activity"] | null;
            /**
             * Format: date-time
             * @description When the response was last written that this one takes the place of; `null` for none. If
             *     the stored one is another by now, nothing is written. Without it, whatever is there is
             *     replaced.
             */
            based_on?: string | null;
            /**
             * Format: uuid
             * @description The record.
             */
            record_id: string;
            /** @description Draft, submitted or discarded. */
            status: components["schemas"]["ResponseStatus"];
            values?: components["schemas"]["ResponseValues"] | null;
        };
        ResponseUpsertListOf1To100: components["schemas"]["ResponseUpsert"][];
        /**
         * @description Answers by name of their question, in the order sent. Serialises as
         *     `{question name: {"value": answer}}`.
         */
        ResponseValues: {
            [key: string]: components["schemas"]["Answer_Value"];
        };
        /**
         * @description What a user may do; see [`crate::policy`].
         * @enum {string}
         */
        Role: "owner" | "admin" | "annotator";
        /** @description What a filter or a sort looks at, by name. */
        Scope: {
            /** @enum {string} */
            entity: "record";
            /** @description Which part of it. */
            property: components["schemas"]["RecordProperty"];
        } | {
            /** @enum {string} */
            entity: "metadata";
            /** @description Its name, 1 to 200 characters. */
            metadata_property: components["schemas"]["TextOf1To200"];
        } | {
            /** @enum {string} */
            entity: "suggestion";
            property?: components["schemas"]["SuggestionProperty"] | null;
            /** @description Name of the question, 1 to 200 characters. */
            question: components["schemas"]["TextOf1To200"];
        } | {
            /** @enum {string} */
            entity: "response";
            property?: components["schemas"]["ResponseProperty"] | null;
            question?: components["schemas"]["TextOf1To200"] | null;
        };
        Score: number | number[];
        /**
         * @description A search: every part is optional, `{}` means everything.
         * @example {
         *       "query": {
         *         "text": {
         *           "q": "better",
         *           "field": "text"
         *         }
         *       },
         *       "filters": {
         *         "and": [
         *           {
         *             "type": "range",
         *             "scope": {
         *               "entity": "metadata",
         *               "metadata_property": "stars"
         *             },
         *             "ge": 4
         *           }
         *         ]
         *       },
         *       "sort": [
         *         {
         *           "scope": {
         *             "entity": "record",
         *             "property": "inserted_at"
         *           },
         *           "order": "desc"
         *         }
         *       ]
         *     }
         */
        SearchQuery: {
            filters?: components["schemas"]["Filters"] | null;
            query?: components["schemas"]["Query"] | null;
            sort?: components["schemas"]["SortListOf1To10"] | null;
        };
        /** @description A user as their pages need to know them; without the API key. */
        SessionUser: {
            /** @description Given name. */
            first_name: string;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description Family name. */
            last_name?: string | null;
            /** @description Global role. */
            role: components["schemas"]["Role"];
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description What a client's pages need to know before signing in. */
        Settings: {
            /** @description Switches. */
            argilla: Record<string, never>;
            /** @description Where the server runs, if on a Hugging Face Space. */
            huggingface?: Record<string, never> | null;
        };
        /**
         * @description What is sent to sign in. It has no `Debug`, so that no password is logged.
         * @example {
         *       "username": "ann",
         *       "password": "a long secret",
         *       "stay_signed_in": true
         *     }
         */
        SignIn: {
            /** @description Password in clear. */
            password: components["schemas"]["TextOf1OrMore"];
            /** @description Whether the session outlives the browser's being closed; `false` if absent. */
            stay_signed_in?: boolean | null;
            /** @description Name to sign in with. */
            username: components["schemas"]["TextOf1OrMore"];
        };
        /**
         * @description Which end of the similarity comes first.
         * @enum {string}
         */
        SimilarityOrder: "most_similar" | "least_similar";
        /** @description One key of a sort. */
        Sort: {
            /** @description Which end comes first. */
            order: components["schemas"]["SortOrder"];
            /** @description What is looked at. */
            scope: components["schemas"]["Scope"];
        };
        SortListOf1To10: components["schemas"]["Sort"][];
        /**
         * @description Which end of a sort comes first.
         * @enum {string}
         */
        SortOrder: "asc" | "desc";
        /** @description How the server is. */
        Status: {
            /** @description Memory by kind, as text. */
            memory: Record<string, never>;
            /** @description What answers searches. */
            search_engine: Record<string, never>;
            /** @description As Argilla numbers it. */
            version: string;
        };
        StringListOf1To250: string[];
        /** @description The question that suggestions answer. */
        SuggestedQuestion: {
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description Name. */
            name: string;
        };
        /** @description A proposed answer to one question of one record. */
        Suggestion: {
            /** @description Name of the model or person. */
            agent?: string | null;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was first written. */
            inserted_at: string;
            /**
             * Format: uuid
             * @description The question.
             */
            question_id: string;
            score?: components["schemas"]["Score"] | null;
            type?: components["schemas"]["SuggestionType"] | null;
            /** @description When it was last written. */
            updated_at: string;
            /** @description The proposed answer, as stored. */
            value: unknown;
        };
        /**
         * @description A suggestion to be made or replaced.
         * @example {
         *       "question_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
         *       "type": "model",
         *       "value": "positive",
         *       "agent": "model-1",
         *       "score": 0.75
         *     }
         */
        SuggestionCreate: {
            agent?: components["schemas"]["Agent"] | null;
            /**
             * Format: uuid
             * @description The question; one suggestion per question and record.
             */
            question_id: string;
            score?: components["schemas"]["Score"] | null;
            type?: components["schemas"]["SuggestionType"] | null;
            /** @description The proposed answer, in the form of the question. */
            value: unknown;
        };
        /** @description What suggestions to a question can be searched by. */
        SuggestionOptions: {
            /** @description Who suggested, each once, in alphabetical order. */
            agents: string[];
            /** @description The question. */
            question: components["schemas"]["SuggestedQuestion"];
        };
        /**
         * @description A part of a suggestion.
         * @enum {string}
         */
        SuggestionProperty: "value" | "score" | "agent" | "type";
        /** @description A suggestion that was shown. */
        SuggestionShown: {
            /** @description Name of its question. */
            question: components["schemas"]["TextOf1To200"];
        };
        SuggestionShownListOf0To1000: components["schemas"]["SuggestionShown"][];
        /**
         * @description Who made a suggestion.
         * @enum {string}
         */
        SuggestionType: "model" | "human";
        /** @description A term and how often it occurs. */
        TermCount: {
            /**
             * Format: int64
             * @description Number of records with it.
             */
            count: number;
            /** @description The term. */
            term: string;
        };
        TextOf1OrMore: string;
        TextOf1To50: string;
        TextOf1To100: string;
        TextOf1To200: string;
        TextOf1To500: string;
        TextOf1To1000: string;
        TextOf1To10000: string;
        TextOf8To100: string;
        /** @description Words that records must hold. */
        TextQuery: {
            /** @description Name of the field to look in, absent for all. */
            field?: string | null;
            /** @description In the search language; numbers become text. */
            q: string;
        };
        /** @description A bearer token. */
        Token: {
            /** @description The token. */
            access_token: string;
            /** @description `bearer`. */
            token_type: string;
        };
        TrimmedText: string;
        /** @description Every form of a 422. */
        Unprocessable: components["schemas"]["ErrorCode"] | components["schemas"]["ErrorText"] | components["schemas"]["ErrorMessage"];
        /** @description Records that were made or changed. */
        UpsertedRecords: {
            /** @description The records, complete, in the order of the request. */
            items: components["schemas"]["Record"][];
            /** @description Those that were there before. */
            updated_item_ids: string[];
        };
        /** @description A person (or a program) with credentials. */
        User: {
            /** @description The API key where its owner may see it, else empty. */
            api_key: string;
            /** @description Given name. */
            first_name: string;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When the user was made. */
            inserted_at: string;
            /** @description Family name. */
            last_name?: string | null;
            /** @description Global role. */
            role: components["schemas"]["Role"];
            /** @description When the user was last changed. */
            updated_at: string;
            /** @description Name to sign in with; unique, compared exactly. */
            username: string;
        };
        /**
         * @description A user to be made.
         * @example {
         *       "username": "ann",
         *       "first_name": "Ann",
         *       "last_name": "Bee",
         *       "password": "a long secret",
         *       "role": "annotator"
         *     }
         */
        UserCreate: {
            /** @description Given name, trimmed. */
            first_name: components["schemas"]["TrimmedText"];
            /**
             * Format: uuid
             * @description Identity, if the caller chooses it.
             */
            id?: string | null;
            last_name?: components["schemas"]["TrimmedText"] | null;
            /** @description Password in clear, 8 to 100 characters. */
            password: components["schemas"]["TextOf8To100"];
            role?: components["schemas"]["Role"] | null;
            /** @description Name to sign in with. */
            username: components["schemas"]["TextOf1OrMore"];
        };
        /** @description What one user has answered. */
        UserProgress: {
            /** @description Responses to records that are completed. */
            completed: components["schemas"]["Counts"];
            /** @description Responses to records that are not. */
            pending: components["schemas"]["Counts"];
            /** @description Name to sign in with. */
            username: string;
        };
        /** @description What everybody has answered. */
        UsersProgress: {
            /** @description Everyone with a response, in order of their making. */
            users: components["schemas"]["UserProgress"][];
        };
        /**
         * @description Changes to a user; absent keys stay.
         * @example {
         *       "first_name": "Anna"
         *     }
         */
        UserUpdate: {
            /** @description Given name, trimmed. */
            first_name?: components["schemas"]["TrimmedText"];
            last_name?: components["schemas"]["TrimmedText"] | null;
            /** @description Password in clear, 8 to 100 characters. */
            password?: components["schemas"]["TextOf8To100"];
            /** @description Global role. */
            role?: components["schemas"]["Role"];
            /** @description Name to sign in with. */
            username?: components["schemas"]["TextOf1OrMore"];
        };
        ValueListOf1To250: unknown[];
        /** @description What records should be like: exactly one of `record_id` and `value`. */
        VectorQuery: {
            /** @description Name of the vectors settings. */
            name: string;
            /** @description Which end comes first. */
            order?: components["schemas"]["SimilarityOrder"];
            /**
             * Format: uuid
             * @description A record that has the vector.
             */
            record_id?: string | null;
            /** @description A vector. */
            value?: number[] | null;
        };
        /** @description A named vector that records may carry. */
        VectorSettings: {
            /**
             * Format: uuid
             * @description The dataset.
             */
            dataset_id: string;
            /**
             * Format: int64
             * @description Number of components, at least 1.
             */
            dimensions: number;
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Key in the `vectors` of a record, unique in the dataset. */
            name: string;
            /** @description What people read. */
            title: string;
            /** @description When it was last changed. */
            updated_at: string;
        };
        /**
         * @description Vectors settings to be made.
         * @example {
         *       "name": "title",
         *       "title": "Title",
         *       "dimensions": 2
         *     }
         */
        VectorSettingsCreate: {
            /** @description Number of components, at least 1. */
            dimensions: components["schemas"]["IntegerOf1OrMore"];
            /** @description Key in the `vectors` of a record, 1 to 200 characters. */
            name: components["schemas"]["TextOf1To200"];
            /** @description What people read, 1 to 500 characters. */
            title: components["schemas"]["TextOf1To500"];
        };
        /**
         * @description Changes to vectors settings.
         * @example {
         *       "title": "Embedding"
         *     }
         */
        VectorSettingsUpdate: {
            /** @description What people read, 1 to 500 characters. */
            title: components["schemas"]["TextOf1To500"];
        };
        /** @description The version of the contract. */
        Version: {
            /** @description As Argilla numbers it. */
            version: string;
        };
        /**
         * @description Which settings and which guidelines a dataset has: another text after every change. Of use only
         *     to be compared.
         */
        Versions: {
            /** @description Of the guidelines. */
            guidelines: string;
            /** @description Of fields, questions, metadata properties and vectors settings. */
            settings: string;
        };
        /** @description A subscription of a URL to events. */
        Webhook: {
            /** @description A note. */
            description?: string | null;
            /** @description Whether anything is sent. */
            enabled: boolean;
            /** @description What is sent. */
            events: components["schemas"]["WebhookEvent"][];
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Key that signs what is sent: standard base64 of 64 random bytes. */
            secret: string;
            /** @description When it was last changed. */
            updated_at: string;
            /** @description Where events are sent. */
            url: string;
        };
        /**
         * @description A webhook to be made.
         * @example {
         *       "url": "https://example.com/hook",
         *       "events": [
         *         "record.completed"
         *       ]
         *     }
         */
        WebhookCreate: {
            description?: components["schemas"]["TextOf1To1000"] | null;
            /** @description At least one, each once. */
            events: components["schemas"]["Events"];
            /** @description An http or https URL. */
            url: components["schemas"]["HttpUrl"];
        };
        /**
         * @description Something that happens and can be subscribed to.
         * @enum {string}
         */
        WebhookEvent: "dataset.created" | "dataset.updated" | "dataset.deleted" | "dataset.published" | "record.created" | "record.updated" | "record.deleted" | "record.completed" | "response.created" | "response.updated" | "response.deleted";
        /**
         * @description Changes to a webhook; absent keys stay.
         * @example {
         *       "enabled": false
         *     }
         */
        WebhookUpdate: {
            description?: components["schemas"]["TextOf1To1000"] | null;
            /** @description Whether anything is sent. */
            enabled?: boolean;
            /** @description At least one, each once. */
            events?: components["schemas"]["Events"];
            /** @description An http or https URL. */
            url?: components["schemas"]["HttpUrl"];
        };
        /** @description A group of datasets with its members. */
        Workspace: {
            /**
             * Format: uuid
             * @description Identity.
             */
            id: string;
            /** @description When it was made. */
            inserted_at: string;
            /** @description Unique name, compared exactly. */
            name: string;
            /** @description When it was last changed. */
            updated_at: string;
        };
        /**
         * @description A workspace to be made.
         * @example {
         *       "name": "research"
         *     }
         */
        WorkspaceCreate: {
            /**
             * Format: uuid
             * @description Identity, if the caller chooses it.
             */
            id?: string | null;
            /** @description Unique name. */
            name: components["schemas"]["TextOf1OrMore"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    create_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    export_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetExport"];
            };
        };
        responses: {
            /** @description A job was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_fields: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Field"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    import_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DatasetImport"];
            };
        };
        responses: {
            /** @description A job was started. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_metadata_property: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetadataPropertyCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataProperty"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_dataset_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    publish_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Dataset"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Question"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_question: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_records: {
        parameters: {
            query?: {
                /**
                 * @description `responses`, `suggestions`, `vectors`, separated by commas, or `vectors:` with names of
                 *     vectors; may be given several times.
                 */
                include?: string[];
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordsPage"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_records: {
        parameters: {
            query: {
                /** @description 1 to 100 UUIDs, separated by commas. */
                ids: string;
            };
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    upsert_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordsUpsert"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UpsertedRecords"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_records: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordsCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Record"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    search_records: {
        parameters: {
            query?: {
                /**
                 * @description `responses`, `suggestions`, `vectors`, separated by commas, or `vectors:` with names of
                 *     vectors; may be given several times.
                 */
                include?: string[];
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchQuery"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundRecords"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_suggestion_options: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_SuggestionOptions"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_dataset_users_progress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsersProgress"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_vectors_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_VectorSettings"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_vector_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VectorSettingsCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VectorSettings"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_field: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                field_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FieldUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Field"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Any text: what is no identity of ours names no job. */
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MyUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    rotate_my_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_my_datasets: {
        parameters: {
            query?: {
                /** @description Only those with exactly this name. */
                name?: string;
                /** @description Only those with this status. */
                status?: components["schemas"]["DatasetStatus"];
                /** @description Only those of this workspace. */
                workspace_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Dataset"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_metadata_properties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_MetadataProperty"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_my_dataset_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyMetrics"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    open_dataset: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Opening"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    search_my_records: {
        parameters: {
            query?: {
                /**
                 * @description `responses`, `suggestions`, `vectors`, separated by commas, or `vectors:` with names of
                 *     vectors; may be given several times.
                 */
                include?: string[];
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                dataset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchQuery"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundRecords"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    stream_my_events: {
        parameters: {
            query?: {
                /** @description Only what happens to this dataset. */
                dataset_id?: string;
                /**
                 * @description Where to go on: the id of the last message, or the `last_event_id` of another answer. The
                 *     header `Last-Event-ID` counts more.
                 */
                last_event_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description Too many tries; wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_my_overview: {
        parameters: {
            query?: {
                /** @description How many to answer at most; 1000 by default. */
                limit?: number;
                /** @description Only those with this in their name, whatever the case and the accents. */
                name?: string;
                /** @description How many to leave out at the beginning. */
                offset?: number;
                /** @description By default names ascend, and numbers and times descend. */
                order?: "asc" | "desc";
                /**
                 * @description What to sort by: the time of the last response by default. `completed` is the share of the
                 *     records, `pending` what is left for the caller. Equals are sorted by name.
                 */
                sort_by?: "last_activity_at" | "name" | "workspace" | "status" | "records" | "completed" | "pending" | "inserted_at";
                /** @description Only those with this status. */
                status?: components["schemas"]["DatasetStatus"];
                /** @description Only those of this workspace. */
                workspace_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyOverview"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_my_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordUpdate"];
            };
        };
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description Too many tries; wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_my_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_my_preferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreferencesUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preferences"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    upsert_my_responses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponsesBulk"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_BulkOutcome"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_my_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_MySession"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_my_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_my_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_my_workspaces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Workspace"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_metadata_property: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                metadata_property_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataProperty"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_metadata_property: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                metadata_property_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MetadataPropertyUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataProperty"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_metadata_property_metrics: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                metadata_property_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MetadataMetrics"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_oauth2_providers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Provider"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    finish_oauth2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    start_oauth2: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Look there. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_question: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                question_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_question: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                question_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Question"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_record: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecordUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Record"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_response: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponseCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseConflict"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_response_history: {
        parameters: {
            query?: {
                /** @description How many to answer at most; 1000 by default. */
                limit?: number;
                /** @description How many to leave out at the beginning. */
                offset?: number;
            };
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseHistory"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_suggestions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Suggestion"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    upsert_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SuggestionCreate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_suggestions: {
        parameters: {
            query: {
                /** @description 1 to 100 UUIDs, separated by commas. */
                ids: string;
            };
            header?: never;
            path: {
                record_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_response: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                response_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResponseUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseConflict"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_response: {
        parameters: {
            query?: {
                /** @description When the response was last written that is to be deleted. If it is another by now, it stays. */
                based_on?: string;
            };
            header?: never;
            path: {
                response_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Response"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ResponseConflict"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    extend_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignIn"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BrowserSession"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description Too many tries; wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_settings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_suggestion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                suggestion_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestion"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Token"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description Too many tries; wait. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_user_workspaces: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Workspace"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_vector_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                vector_settings_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VectorSettings"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_vector_settings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                vector_settings_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VectorSettingsUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VectorSettings"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_version: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_webhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_Webhook"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    update_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookUpdate"];
            };
        };
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    ping_webhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done; there is nothing to show. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    create_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WorkspaceCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    get_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    delete_workspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Workspace"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    list_workspace_users: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Items_User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    add_workspace_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberCreate"];
            };
        };
        responses: {
            /** @description Made. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description The body is not UTF-8. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body did not arrive in time. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The name, identity or state stands against it. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is too large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The body is compressed. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
    remove_workspace_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
                workspace_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["User"];
                };
            };
            /** @description There are no usable credentials. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description The caller may not do this. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description There is no such object. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description The form is wrong, or a rule refuses it. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unprocessable"];
                };
            };
            /** @description The server failed. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorCode"];
                };
            };
            /** @description Try again later. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
            /** @description No space is left. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorText"];
                };
            };
        };
    };
}
