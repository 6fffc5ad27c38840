//! Who may do what: one row per operation, those of the contract first.
//!
//! The roles are global ([`Role`]); membership links a user to a workspace. Owners pass every rule
//! without being members; admin rights count only where the admin is a member.

use crate::users::Role;

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Anyone, without credentials.
    Public,
    /// Any signed-in user.
    SignedIn,
    /// Owners only.
    Owner,
    /// Owners, and any admin.
    AnyAdmin,
    /// Owners, and admins who are members of the object's workspace.
    WorkspaceAdmin,
    /// Owners, and any member of the object's workspace.
    Member,
    /// Owners, the author of the response, and admins who are members.
    ResponseAuthor,
}

/// What a rule looks at.
#[derive(Debug, Clone, Copy)]
pub struct Subject {
    /// The caller's role.
    pub role: Role,
    /// Whether the caller is a member of the object's workspace.
    pub is_member: bool,
    /// Whether the caller wrote the response in question.
    pub is_author: bool,
}

impl Rule {
    /// Whether the rule lets this caller through.
    #[must_use]
    pub fn allows(self, subject: Subject) -> bool {
        let owner = subject.role == Role::Owner;
        let admin_here = subject.role == Role::Admin && subject.is_member;
        match self {
            Self::Public | Self::SignedIn => true,
            Self::Owner => owner,
            Self::AnyAdmin => owner || subject.role == Role::Admin,
            Self::WorkspaceAdmin => owner || admin_here,
            Self::Member => owner || subject.is_member,
            Self::ResponseAuthor => owner || admin_here || subject.is_author,
        }
    }

    /// Who that is, in words.
    #[must_use]
    pub fn who(self) -> &'static str {
        match self {
            Self::Public => "anyone",
            Self::SignedIn => "any user",
            Self::Owner => "owners",
            Self::AnyAdmin => "owners and admins",
            Self::WorkspaceAdmin => "owners, and admins who are members of the workspace",
            Self::Member => "owners, and members of the workspace",
            Self::ResponseAuthor => {
                "owners, the author, and admins who are members of the workspace"
            }
        }
    }

    /// Whether for a user of this role the rule depends on the object's workspace.
    #[must_use]
    pub fn needs_membership(self, role: Role) -> bool {
        match self {
            Self::WorkspaceAdmin => role == Role::Admin,
            Self::Member | Self::ResponseAuthor => role != Role::Owner,
            _ => false,
        }
    }
}

macro_rules! operations {
    ($($name:ident $method:ident $path:literal $rule:ident)*) => {
        /// Every operation of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operation { $($name),* }

        impl Operation {
            /// All of them: the contract's in its order, then those beside it.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// HTTP method.
            #[must_use]
            pub fn method(self) -> &'static str {
                match self { $(Self::$name => stringify!($method)),* }
            }

            /// Path under `/api/v1`.
            #[must_use]
            pub fn path(self) -> &'static str {
                match self { $(Self::$name => $path),* }
            }

            /// Who may call it.
            #[must_use]
            pub fn rule(self) -> Rule {
                match self { $(Self::$name => Rule::$rule),* }
            }
        }
    };
}

operations! {
    GetVersion GET "/version" Public
    GetStatus GET "/status" Public
    GetSettings GET "/settings" Public
    CreateToken POST "/token" Public
    ListOauth2Providers GET "/oauth2/providers" Public
    StartOauth2 GET "/oauth2/providers/{provider}/authentication" Public
    FinishOauth2 GET "/oauth2/providers/{provider}/access-token" Public
    GetMe GET "/me" SignedIn
    ListMyWorkspaces GET "/me/workspaces" SignedIn
    ListMyDatasets GET "/me/datasets" SignedIn
    ListUsers GET "/users" Owner
    CreateUser POST "/users" Owner
    GetUser GET "/users/{user_id}" Owner
    UpdateUser PATCH "/users/{user_id}" Owner
    DeleteUser DELETE "/users/{user_id}" Owner
    ListUserWorkspaces GET "/users/{user_id}/workspaces" Owner
    CreateWorkspace POST "/workspaces" Owner
    GetWorkspace GET "/workspaces/{workspace_id}" Member
    DeleteWorkspace DELETE "/workspaces/{workspace_id}" Owner
    ListWorkspaceUsers GET "/workspaces/{workspace_id}/users" WorkspaceAdmin
    AddWorkspaceUser POST "/workspaces/{workspace_id}/users" Owner
    RemoveWorkspaceUser DELETE "/workspaces/{workspace_id}/users/{user_id}" WorkspaceAdmin
    CreateDataset POST "/datasets" WorkspaceAdmin
    GetDataset GET "/datasets/{dataset_id}" Member
    UpdateDataset PATCH "/datasets/{dataset_id}" WorkspaceAdmin
    DeleteDataset DELETE "/datasets/{dataset_id}" WorkspaceAdmin
    PublishDataset PUT "/datasets/{dataset_id}/publish" WorkspaceAdmin
    ImportDataset POST "/datasets/{dataset_id}/import" WorkspaceAdmin
    ExportDataset POST "/datasets/{dataset_id}/export" WorkspaceAdmin
    GetDatasetProgress GET "/datasets/{dataset_id}/progress" Member
    ListDatasetUsersProgress GET "/datasets/{dataset_id}/users/progress" Member
    GetMyDatasetMetrics GET "/me/datasets/{dataset_id}/metrics" Member
    ListFields GET "/datasets/{dataset_id}/fields" Member
    CreateField POST "/datasets/{dataset_id}/fields" WorkspaceAdmin
    UpdateField PATCH "/fields/{field_id}" WorkspaceAdmin
    DeleteField DELETE "/fields/{field_id}" WorkspaceAdmin
    ListQuestions GET "/datasets/{dataset_id}/questions" Member
    CreateQuestion POST "/datasets/{dataset_id}/questions" WorkspaceAdmin
    UpdateQuestion PATCH "/questions/{question_id}" WorkspaceAdmin
    DeleteQuestion DELETE "/questions/{question_id}" WorkspaceAdmin
    ListMetadataProperties GET "/me/datasets/{dataset_id}/metadata-properties" Member
    CreateMetadataProperty POST "/datasets/{dataset_id}/metadata-properties" WorkspaceAdmin
    GetMetadataPropertyMetrics GET "/metadata-properties/{metadata_property_id}/metrics" Member
    UpdateMetadataProperty PATCH "/metadata-properties/{metadata_property_id}" WorkspaceAdmin
    DeleteMetadataProperty DELETE "/metadata-properties/{metadata_property_id}" WorkspaceAdmin
    ListVectorsSettings GET "/datasets/{dataset_id}/vectors-settings" Member
    CreateVectorSettings POST "/datasets/{dataset_id}/vectors-settings" WorkspaceAdmin
    UpdateVectorSettings PATCH "/vectors-settings/{vector_settings_id}" WorkspaceAdmin
    DeleteVectorSettings DELETE "/vectors-settings/{vector_settings_id}" WorkspaceAdmin
    ListRecords GET "/datasets/{dataset_id}/records" WorkspaceAdmin
    DeleteRecords DELETE "/datasets/{dataset_id}/records" WorkspaceAdmin
    CreateRecords POST "/datasets/{dataset_id}/records/bulk" WorkspaceAdmin
    UpsertRecords PUT "/datasets/{dataset_id}/records/bulk" WorkspaceAdmin
    SearchRecords POST "/datasets/{dataset_id}/records/search" WorkspaceAdmin
    SearchMyRecords POST "/me/datasets/{dataset_id}/records/search" Member
    ListSuggestionOptions GET "/datasets/{dataset_id}/records/search/suggestions/options" Member
    GetRecord GET "/records/{record_id}" Member
    UpdateRecord PATCH "/records/{record_id}" WorkspaceAdmin
    DeleteRecord DELETE "/records/{record_id}" WorkspaceAdmin
    CreateResponse POST "/records/{record_id}/responses" Member
    ListSuggestions GET "/records/{record_id}/suggestions" Member
    UpsertSuggestion PUT "/records/{record_id}/suggestions" WorkspaceAdmin
    DeleteSuggestions DELETE "/records/{record_id}/suggestions" WorkspaceAdmin
    UpsertMyResponses POST "/me/responses/bulk" SignedIn
    UpdateResponse PUT "/responses/{response_id}" ResponseAuthor
    DeleteResponse DELETE "/responses/{response_id}" ResponseAuthor
    DeleteSuggestion DELETE "/suggestions/{suggestion_id}" WorkspaceAdmin
    ListWebhooks GET "/webhooks" Owner
    CreateWebhook POST "/webhooks" Owner
    UpdateWebhook PATCH "/webhooks/{webhook_id}" Owner
    DeleteWebhook DELETE "/webhooks/{webhook_id}" Owner
    PingWebhook POST "/webhooks/{webhook_id}/ping" Owner
    GetJob GET "/jobs/{job_id}" AnyAdmin
    CreateSession POST "/session" Public
    GetSession GET "/session" SignedIn
    ExtendSession PUT "/session" SignedIn
    DeleteSession DELETE "/session" SignedIn
    ListMySessions GET "/me/sessions" SignedIn
    DeleteMySessions DELETE "/me/sessions" SignedIn
    GetMyOverview GET "/me/overview" SignedIn
    ListResponseHistory GET "/records/{record_id}/responses/history" Member
    StreamMyEvents GET "/me/events" SignedIn
    OpenDataset GET "/me/datasets/{dataset_id}/opening" Member
    GetMyPreferences GET "/me/preferences" SignedIn
    UpdateMyPreferences PATCH "/me/preferences" SignedIn
    DeleteMySession DELETE "/me/sessions/{session_id}" SignedIn
    UpdateMe PATCH "/me" SignedIn
    UpdateMyPassword PUT "/me/password" SignedIn
    RotateMyApiKey POST "/me/api-key" SignedIn
}

impl Operation {
    /// How many are of the contract.
    const OF_CONTRACT: usize = 73;

    /// Those of the contract, in its order.
    #[must_use]
    pub fn of_contract() -> &'static [Self] {
        &Self::ALL[..Self::OF_CONTRACT]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operations_of_the_contract_come_first() {
        assert_eq!(Operation::of_contract().last(), Some(&Operation::GetJob));
    }

    #[test]
    fn rules_follow_role_membership_and_authorship() {
        let check = |rule: Rule, role, is_member, is_author, expected| {
            let subject = Subject { role, is_member, is_author };
            assert_eq!(rule.allows(subject), expected, "{rule:?} {subject:?}");
        };
        check(Rule::Owner, Role::Owner, false, false, true);
        check(Rule::Owner, Role::Admin, true, true, false);
        check(Rule::WorkspaceAdmin, Role::Admin, true, false, true);
        check(Rule::WorkspaceAdmin, Role::Admin, false, false, false);
        check(Rule::WorkspaceAdmin, Role::Annotator, true, false, false);
        check(Rule::Member, Role::Annotator, true, false, true);
        check(Rule::Member, Role::Annotator, false, false, false);
        check(Rule::Member, Role::Owner, false, false, true);
        check(Rule::ResponseAuthor, Role::Annotator, false, true, true);
        check(Rule::ResponseAuthor, Role::Annotator, true, false, false);
        check(Rule::AnyAdmin, Role::Admin, false, false, true);
    }
}
