package dev.leasehold.model;

import org.jspecify.annotations.Nullable;

/**
 * Every reason that is given for anything, in conditions, history, messages and logs. The texts are
 * API and never change; the page of reasons in src/docs/reference is written from them.
 */
public enum ReasonCode {
  CATALOG_NOT_FOUND(
      "CatalogNotFound",
      ReasonGroup.REQUEST,
      "There is no catalog of that name.",
      "Correct `spec.entitlement` in a new request, or create the catalog; the request goes on"
          + " by itself for 24 hours."),
  ENTITLEMENT_NOT_FOUND(
      "EntitlementNotFound",
      ReasonGroup.REQUEST,
      "The catalog has no entitlement of that name.",
      "Correct `spec.entitlement` in a new request, or have its owner add it; the request goes"
          + " on by itself for 24 hours."),
  SUBJECT_NOT_FOUND(
      "SubjectNotFound",
      ReasonGroup.REQUEST,
      "The service account that is to have access is not there, or is being deleted.",
      "Create it; the request goes on by itself for 24 hours."),
  NAMESPACE_NOT_FOUND(
      "NamespaceNotFound",
      ReasonGroup.REQUEST,
      "The namespace of the request cannot be read.",
      "Nothing; it is tried again."),
  NAMESPACE_TERMINATING(
      "NamespaceTerminating",
      ReasonGroup.REQUEST,
      "The namespace of the request is being deleted.",
      "Ask in another namespace."),
  NAMESPACE_NOT_PERMITTED(
      "NamespaceNotPermitted",
      ReasonGroup.REQUEST,
      "The catalog cannot be requested from this namespace.",
      "Have its owner extend `spec.requestableFrom`, then ask again."),
  DURATION_TOO_SHORT(
      "DurationTooShort",
      ReasonGroup.REQUEST,
      "`spec.duration` is shorter than one second.",
      "Ask again for longer."),
  DURATION_TOO_LONG(
      "DurationTooLong",
      ReasonGroup.REQUEST,
      "`spec.duration` exceeds what the entitlement allows.",
      "Ask again for at most what the message says."),
  UNKNOWN_TARGET(
      "UnknownTarget",
      ReasonGroup.REQUEST,
      "`spec.targets` names a target that the entitlement does not have.",
      "Ask again with the targets that the message lists."),
  JUSTIFICATION_TOO_SHORT(
      "JustificationTooShort",
      ReasonGroup.REQUEST,
      "`spec.justification` is shorter than the entitlement asks for.",
      "Ask again and say why in more words."),
  TICKET_REQUIRED(
      "TicketRequired",
      ReasonGroup.REQUEST,
      "`spec.ticket` is missing or does not have the form that the entitlement asks for.",
      "Ask again with a ticket as the message says."),
  START_TOO_FAR_AHEAD(
      "StartTooFarAhead",
      ReasonGroup.REQUEST,
      "`spec.startAt` is further ahead than an approval stays valid.",
      "Ask again with an earlier start, or later."),
  EMERGENCY_NOT_OFFERED(
      "EmergencyNotOffered",
      ReasonGroup.REQUEST,
      "`spec.emergency` is set, and the entitlement has no rule for emergencies.",
      "Ask again without it."),
  EMERGENCY_REVIEW_OWED(
      "EmergencyReviewOwed",
      ReasonGroup.REQUEST,
      "An earlier emergency for the same entitlement has not been reviewed.",
      "Have the record that the message names reviewed; the request goes on by itself."),
  EVIDENCE_INCOMPLETE(
      "EvidenceIncomplete",
      ReasonGroup.REQUEST,
      "Justification, ticket or channel is missing where the entitlement wants them on record,"
          + " or the catalog lacks what its evidence level needs.",
      "Ask again with it, or have the catalog's owner add what the message names."),
  POLICY_REFUSES(
      "PolicyRefuses",
      ReasonGroup.REQUEST,
      "A policy of the entitlement is false.",
      "The message is its owner's: ask again as it says."),
  POLICY_NOT_EVALUABLE(
      "PolicyNotEvaluable",
      ReasonGroup.REQUEST,
      "A policy or a `when` could not be evaluated for this request.",
      "The catalog's owner mends it as the message says; the request goes on by itself."),
  NO_APPROVAL_RULE(
      "NoApprovalRule",
      ReasonGroup.REQUEST,
      "No approval rule of the entitlement applies to this request.",
      "Ask for what one applies to, or have the catalog's owner change `approval.rules`."),
  TOO_MANY_APPROVERS(
      "TooManyApprovers",
      ReasonGroup.REQUEST,
      "The approval rules that apply ask for more people than can approve one request.",
      "Ask for less, or have the catalog's owner change `approval.rules`."),
  REQUESTED_BY_WILDCARD(
      "RequestedByWildcard",
      ReasonGroup.REQUEST,
      "Nobody is asked (mode `Auto`), and who applied the request holds verb `request` by"
          + " wildcard only, as a GitOps controller with `cluster-admin` does.",
      "Have somebody apply it who is given the verb by name; for a renewal, ask again."),
  CAP_REACHED(
      "CapReached",
      ReasonGroup.REQUEST,
      "The subject, the namespace or the requester has as many open requests and live grants as"
          + " the caps allow.",
      "End one, or wait for one to end; then ask again."),
  EARLIER_REQUEST_UNDECIDED(
      "EarlierRequestUndecided",
      ReasonGroup.REQUEST,
      "An earlier request that caps count, or that must not be held together with this one, is"
          + " neither offered nor refused yet.",
      "Nothing, the request goes on by itself; or mend or delete the earlier one, which the"
          + " message names."),
  CONFLICTING_ACCESS(
      "ConflictingAccess",
      ReasonGroup.REQUEST,
      "It must not be held together with something that the subject, the namespace or the"
          + " requester has or asked for.",
      "End the other first; what a binding outside Leasehold gives has to be unbound."),
  SECRET_UNKNOWN(
      "SecretUnknown",
      ReasonGroup.REQUEST,
      "Whether a Secret of that name exists could not be asked.",
      "Nothing; it is asked again."),
  SECRET_NOT_OURS(
      "SecretNotOurs",
      ReasonGroup.REQUEST,
      "A Secret of that name exists and is not of this request.",
      "Choose another `spec.secretName`, or another name for the request where it has none."),
  RATE_LIMITED(
      "RateLimited",
      ReasonGroup.REQUEST,
      "More new requests by who applied it, or in its namespace, than the chart's `rateLimits`.",
      "Nothing; it is decided when the message says."),
  TOO_MANY_OPEN(
      "TooManyOpen",
      ReasonGroup.REQUEST,
      "The operator has no room for more undecided requests, and who applied it has many in its"
          + " namespace.",
      "Withdraw what is not needed and have the rest decided; then delete it and ask again."),
  ALREADY_CONSUMED(
      "AlreadyConsumed",
      ReasonGroup.REQUEST,
      "The very same was asked before, and answered.",
      "Ask with another name, or another `spec.requestId`."),
  APPLIER_UNATTESTED(
      "ApplierUnattested",
      ReasonGroup.REQUEST,
      "The request was created while the admission policies did not act, so nobody knows who"
          + " applied it; it is rejected without a record.",
      "Run `kubectl replace --force -f FILE`; under Argo CD or Flux delete it."),
  APPLIER_UNPROVED(
      "ApplierUnproved",
      ReasonGroup.REQUEST,
      "The request was created when the admission policies may have been off, so who applied it"
          + " may be forged: two people have to approve, and mode `Auto` is refused.",
      "Have both approve, or ask again with another name or `spec.requestId`."),
  NOT_TAKEN(
      "NotTaken",
      ReasonGroup.REQUEST,
      "The API server refuses what Leasehold has to write; the message names the field.",
      "Those who run Leasehold look for CRDs of another version or an admission policy of their"
          + " own. It is tried again at any change, else every 10 minutes."),
  RECORDS_UNREAD(
      "RecordsUnread",
      ReasonGroup.REQUEST,
      "The records of earlier requests are still being read after a start of the operator.",
      "Nothing; it takes seconds."),
  REFUSED(
      "Refused",
      ReasonGroup.REQUEST,
      "A rule refused the request; the record of that was made and is completed now.",
      "Ask again as the message says."),
  PERMITTED(
      "Permitted",
      ReasonGroup.APPROVAL,
      "The request is well formed and its policies permit it.",
      "Nothing."),
  OFFERED(
      "Offered",
      ReasonGroup.APPROVAL,
      "What would be granted is shown in `status.offer`.",
      "Send the approvers `status.offer.approveCommand`."),
  OFFER_LIMITED(
      "OfferLimited",
      ReasonGroup.APPROVAL,
      "An approver accepts less than was asked, which is another offer.",
      "Read `status.limit`, and approve the new offer."),
  LIMIT_TOO_LATE(
      "LimitTooLate",
      ReasonGroup.APPROVAL,
      "A limit was written when the request was decided already.",
      "Nothing; to end the access, revoke it."),
  LIMIT_OUTDATED(
      "LimitOutdated",
      ReasonGroup.APPROVAL,
      "A limit was written for an offer that another one has replaced since.",
      "Look at the offer again, and limit that."),
  LIMIT_WITHOUT_EFFECT(
      "LimitWithoutEffect",
      ReasonGroup.APPROVAL,
      "A limit is not less than what was asked, or holds already.",
      "Limit it to less, or approve it."),
  LIMIT_NOT_PERMITTED(
      "LimitNotPermitted",
      ReasonGroup.APPROVAL,
      "With a limit the request would be refused, so it was taken off.",
      "Limit it otherwise as the message says, or deny it."),
  AWAITING_APPROVAL(
      "AwaitingApproval",
      ReasonGroup.APPROVAL,
      "An approver is missing.",
      "Send them `status.offer.approveCommand`."),
  APPROVED("Approved", ReasonGroup.APPROVAL, "Those who have to approve did.", "Nothing."),
  SCHEDULED(
      "Scheduled",
      ReasonGroup.APPROVAL,
      "It is approved and waits for `spec.startAt`.",
      "Nothing."),
  APPROVAL_WITHOUT_STAMP(
      "ApprovalWithoutStamp",
      ReasonGroup.APPROVAL,
      "The status has an approval that no stamp or signature attests, so it does not count.",
      "Have it given again; find out who wrote it, or removed the stamp."),
  APPROVAL_NOT_COUNTED(
      "ApprovalNotCounted",
      ReasonGroup.APPROVAL,
      "The approver is requester, applier, subject, another approver by another name, or a machine.",
      "The message names them; somebody else approves."),
  SIGNATURE_NOT_COUNTED(
      "SignatureNotCounted",
      ReasonGroup.APPROVAL,
      "A signature is no approval of what is offered.",
      "The message names the annotation and why; sign again."),
  SIGNATURE_UNJUDGED(
      "SignatureUnjudged",
      ReasonGroup.APPROVAL,
      "What the signer may approve could not be asked of the API server.",
      "Nothing, it is asked again; if it stays: the operator may create subjectaccessreviews."),
  APPROVAL_UNATTESTED(
      "ApprovalUnattested",
      ReasonGroup.APPROVAL,
      "The admission policies are missing, altered or not acting yet, so nothing is granted;"
          + " endings go on.",
      "Seconds after installing: wait. Else install the chart's own policies again."),
  NOT_DECIDED_IN_TIME(
      "NotDecidedInTime",
      ReasonGroup.APPROVAL,
      "Nobody decided before the offer ran out.",
      "Ask again with another name or `spec.requestId`."),
  REQUESTABLE(
      "Requestable",
      ReasonGroup.CATALOG,
      "Every entitlement of the catalog that is meant to be can be requested.",
      "Nothing."),
  NOT_REQUESTABLE(
      "NotRequestable",
      ReasonGroup.CATALOG,
      "Some entitlements of the catalog cannot be requested.",
      "`status.entitlements` says why for each."),
  ENTITLEMENT_DRAFT(
      "EntitlementDraft",
      ReasonGroup.CATALOG,
      "The entitlement is a draft.",
      "Its owner sets `state: Requestable`."),
  NOT_SUPPORTED(
      "NotSupported",
      ReasonGroup.CATALOG,
      "The catalog has a field or value that this version does not have.",
      "Remove it."),
  UNSUPPORTED_TARGET(
      "UnsupportedTarget",
      ReasonGroup.CATALOG,
      "The catalog has a kind of target that this version does not have.",
      "Remove it."),
  OWNER_MISSING(
      "OwnerMissing",
      ReasonGroup.CATALOG,
      "The catalog leaves blank who answers for it.",
      "Its owner names them; the request goes on by itself."),
  ROLE_NOT_FOUND(
      "RoleNotFound",
      ReasonGroup.CATALOG,
      "A role is not there.",
      "Create it; the request goes on by itself."),
  ROLE_NOT_BINDABLE(
      "RoleNotBindable",
      ReasonGroup.CATALOG,
      "The operator may not bind the role, or not to a workload's own account.",
      "List it in `bindable` of the chart, or in `bindable.toSubjects`."),
  ROLE_TOO_LARGE(
      "RoleTooLarge",
      ReasonGroup.CATALOG,
      "A record cannot hold the rules of a role, or of all targets; the message has the numbers.",
      "Narrow or split the role, or give fewer namespaces; the request goes on by itself."),
  TARGET_NAMESPACE_NOT_FOUND(
      "TargetNamespaceNotFound",
      ReasonGroup.CATALOG,
      "A namespace in which access would be given is not there, or is being deleted.",
      "Create it; the request goes on by itself."),
  NAMESPACE_NOT_BINDABLE(
      "NamespaceNotBindable",
      ReasonGroup.CATALOG,
      "The namespace is the cluster's, the operator's or that of the grants, or is not in"
          + " `bindable.namespaces` of the chart.",
      "Name another namespace, or add it there."),
  NEEDS_SENSITIVITY_CRITICAL(
      "NeedsSensitivityCritical",
      ReasonGroup.CATALOG,
      "A role of the entitlement can lead to more than it says.",
      "Narrow the role, or set `sensitivity: Critical`."),
  OFFER_TOO_LARGE(
      "OfferTooLarge",
      ReasonGroup.CATALOG,
      "Approvers could not be shown all that the entitlement gives.",
      "Narrow its roles, or offer fewer targets or namespaces at once."),
  TICKET_PATTERN_UNUSABLE(
      "TicketPatternUnusable",
      ReasonGroup.CATALOG,
      "The `ticketPattern` of the entitlement cannot be used.",
      "The catalog's owner mends it; the request goes on by itself."),
  POLICY_UNUSABLE(
      "PolicyUnusable",
      ReasonGroup.CATALOG,
      "A policy or a `when` of the entitlement does not compile.",
      "The catalog's owner mends it at the line and column that the message names."),
  STATIC_SECRET_NOT_ROTATED(
      "StaticSecretNotRotated",
      ReasonGroup.CATALOG,
      "The entitlement hands out a static secret, and does not say how often it is changed.",
      "Say so in `kv.rotatedEvery`, or set `sensitivity: Low`."),
  CEILING_EXCEEDED(
      "CeilingExceeded",
      ReasonGroup.CATALOG,
      "The catalog offers more than `ceilings` of the chart allow.",
      "Its owner keeps within it, or the ceiling is raised; then the request goes on."),
  CEILING_MISSING(
      "CeilingMissing",
      ReasonGroup.CATALOG,
      "The chart has `ceilings`, and none is over the catalog.",
      "Have one added that chooses the catalog."),
  ACTIVATING("Activating", ReasonGroup.GRANT, "Access is being provided.", "Nothing."),
  ACTIVE("Active", ReasonGroup.GRANT, "Access can be used.", "Nothing."),
  WINDOW_OVER(
      "WindowOver",
      ReasonGroup.GRANT,
      "There is no time left in the window for a credential.",
      "Nothing; the grant ends."),
  WINDOW_ENDED(
      "WindowEnded",
      ReasonGroup.GRANT,
      "The window ended before access could be provided.",
      "Ask again."),
  UNSETTLED(
      "Unsettled",
      ReasonGroup.GRANT,
      "What the operator does for the grant is undone at once, again and again.",
      "Find out who changes its objects."),
  CREDENTIAL_EXPIRED(
      "CredentialExpired",
      ReasonGroup.GRANT,
      "The credential expired, and too little was left of the window to make another.",
      "Ask again, if access is still needed."),
  BINDING_MISSING(
      "BindingMissing",
      ReasonGroup.GRANT,
      "A binding of the grant is missing or being deleted; it is put back.",
      "Find out who deleted it."),
  ROLE_REF_CHANGED(
      "RoleRefChanged",
      ReasonGroup.GRANT,
      "A binding of the grant binds another role than was granted; it is put back.",
      "Find out who changed it."),
  SUBJECTS_ADDED(
      "SubjectsAdded",
      ReasonGroup.GRANT,
      "A binding of the grant has subjects that were not granted anything; it is put back.",
      "Find out who added them."),
  SUBJECTS_REMOVED(
      "SubjectsRemoved",
      ReasonGroup.GRANT,
      "A binding of the grant has lost its subject; it is put back.",
      "Find out who removed it."),
  MARK_REMOVED(
      "MarkRemoved",
      ReasonGroup.GRANT,
      "A binding of the grant lost the labels or owner that make it Leasehold's; it is put back.",
      "Find out who removed them."),
  ACCOUNT_MISSING(
      "AccountMissing",
      ReasonGroup.GRANT,
      "The service account made for the grant is missing, is another one or is being deleted,"
          + " so its tokens do not work; it is made again.",
      "Find out who deleted it."),
  ANCHOR_MISSING(
      "AnchorMissing",
      ReasonGroup.GRANT,
      "The Secret that a token is bound to is missing, so the token is dead; another one is made.",
      "Find out who deleted it."),
  FOREIGN_OBJECT(
      "ForeignObject",
      ReasonGroup.GRANT,
      "An object with the name that the grant needs exists and is not the grant's.",
      "Delete it, or ask again with another `spec.requestId`."),
  WIDENED(
      "Widened",
      ReasonGroup.GRANT,
      "A binding of the grant binds another role than was granted, and cannot be put back.",
      "Delete the binding, or let the grant end."),
  SECRET_IMMUTABLE(
      "SecretImmutable",
      ReasonGroup.GRANT,
      "Somebody made the Secret that was delivered immutable, or of another type.",
      "Delete that Secret."),
  NAMESPACE_UNAVAILABLE(
      "NamespaceUnavailable",
      ReasonGroup.GRANT,
      "A namespace that the grant needs does not exist or is being deleted.",
      "Create it; ask again if the request has ended."),
  QUOTA_EXCEEDED(
      "QuotaExceeded",
      ReasonGroup.GRANT,
      "A ResourceQuota of a namespace leaves no room; the message names it with its numbers.",
      "Those who administer the namespace raise it. A grant that was about to begin has ended:"
          + " ask again; fresh credentials of one in use come by themselves."),
  QUOTA_UNKNOWN(
      "QuotaUnknown",
      ReasonGroup.GRANT,
      "The use of a ResourceQuota is not counted yet.",
      "Nothing; it is tried again."),
  DENIED_BY_POLICY(
      "DeniedByPolicy",
      ReasonGroup.GRANT,
      "An admission policy of this cluster refuses a write; the message names it. If it refuses"
          + " to delete, bindings and Secrets are emptied instead.",
      "Ask those who own that policy; what is left is deleted once they allow it."),
  DENIED_BY_WEBHOOK(
      "DeniedByWebhook",
      ReasonGroup.GRANT,
      "An admission webhook of this cluster refuses a write; the message names it. If it"
          + " refuses to delete, bindings and Secrets are emptied instead.",
      "Ask those who own that webhook; what is left is deleted once they allow it."),
  WEBHOOK_UNAVAILABLE(
      "WebhookUnavailable",
      ReasonGroup.GRANT,
      "An admission webhook of this cluster does not answer; the message names it.",
      "Those who own it mend it; it is tried again."),
  DRY_RUN_UNSUPPORTED(
      "DryRunUnsupported",
      ReasonGroup.GRANT,
      "An admission webhook of this cluster does not support dry runs.",
      "Nothing; what was to be tried in advance is not."),
  FENCED(
      "Fenced",
      ReasonGroup.GRANT,
      "One of the admission policies of Leasehold refuses the write.",
      "Compare the entitlement's roles with `bindable` of the chart."),
  GUARD_NOT_LIVE(
      "GuardNotLive",
      ReasonGroup.GRANT,
      "The admission policies that tell whose a Secret is are not in force.",
      "Restore the chart's admission policies."),
  HELD_BY_FINALIZER(
      "HeldByFinalizer",
      ReasonGroup.GRANT,
      "An object is deleted but kept by a finalizer; the message names it.",
      "Those who set the finalizer remove it; it is tried again."),
  CONTENDED(
      "Contended",
      ReasonGroup.GRANT,
      "Somebody else keeps changing an object of the grant.",
      "Find out who; it is tried again."),
  INVALID(
      "Invalid",
      ReasonGroup.GRANT,
      "The API server does not accept an object of the grant.",
      "Those who run Leasehold look at the message."),
  MAY_NOT_BIND(
      "MayNotBind",
      ReasonGroup.GRANT,
      "The operator may not bind a role.",
      "List that role in `bindable` of the chart."),
  FORBIDDEN(
      "Forbidden",
      ReasonGroup.GRANT,
      "The operator's rights do not cover what it has to do.",
      "Install the chart's own roles again."),
  UNAUTHENTICATED(
      "Unauthenticated",
      ReasonGroup.GRANT,
      "The API server does not know the operator.",
      "Look at the operator's service account; it is tried again."),
  THROTTLED(
      "Throttled",
      ReasonGroup.GRANT,
      "The API server is overloaded.",
      "Nothing; it is tried again."),
  SERVER_ERROR(
      "ServerError",
      ReasonGroup.GRANT,
      "The API server answered with an error of its own.",
      "Nothing, it is tried again; if it stays, look at the API server."),
  UNREACHABLE(
      "Unreachable",
      ReasonGroup.GRANT,
      "The API server did not answer.",
      "Nothing, it is tried again; if it stays, look at the API server."),
  UNINTELLIGIBLE(
      "Unintelligible",
      ReasonGroup.GRANT,
      "The answer of the API server could not be read.",
      "Nothing, it is tried again; if it stays, look for a proxy in between."),
  API_SERVER_UNAVAILABLE(
      "ApiServerUnavailable",
      ReasonGroup.GRANT,
      "The API server did not take or give an object.",
      "Nothing, it is tried again; if it stays, look at the API server."),
  DELIVERED(
      "Delivered", ReasonGroup.CREDENTIAL, "The Secret has the newest credentials.", "Nothing."),
  REDELIVER_WAITS(
      "RedeliverWaits",
      ReasonGroup.CREDENTIAL,
      "Fresh credentials were asked for too soon after the last ones.",
      "Nothing; they come when the message says."),
  REDELIVER_TOO_LATE(
      "RedeliverTooLate",
      ReasonGroup.CREDENTIAL,
      "Fresh credentials were asked for so late that they would outlive the window.",
      "Nothing; the credential lasts until the end. If it leaked, revoke the access."),
  NOTHING_TO_DELIVER(
      "NothingToDeliver",
      ReasonGroup.CREDENTIAL,
      "Fresh credentials were asked for, and no target has one that can be replaced.",
      "Remove `leasehold.dev/redeliver`. If what Vault stores leaked, have it changed there."),
  VAULT_TIMEOUT(
      "VaultTimeout",
      ReasonGroup.VAULT,
      "Vault did not answer in time.",
      "Nothing, it is tried again; if it stays, look at that Vault."),
  VAULT_UNREACHABLE(
      "VaultUnreachable",
      ReasonGroup.VAULT,
      "Vault cannot be reached, or broke off its answer.",
      "Nothing, it is tried again; if it stays, look at that Vault and the network."),
  VAULT_UNTRUSTED(
      "VaultUntrusted",
      ReasonGroup.VAULT,
      "The certificate of Vault is not trusted.",
      "Look at `caBundle` of the connection."),
  VAULT_FORBIDDEN(
      "VaultForbidden",
      ReasonGroup.VAULT,
      "Vault does not let the operator do what it has to do.",
      "Look at the policy of its role in Vault."),
  VAULT_SEALED("VaultSealed", ReasonGroup.VAULT, "Vault is sealed.", "Unseal it."),
  VAULT_NOT_READY(
      "VaultNotReady",
      ReasonGroup.VAULT,
      "Vault is not ready.",
      "Nothing, it is tried again; if it stays, look at that Vault."),
  VAULT_THROTTLED(
      "VaultThrottled", ReasonGroup.VAULT, "Vault is overloaded.", "Nothing; it is tried again."),
  VAULT_BUSY(
      "VaultBusy",
      ReasonGroup.VAULT,
      "Too many calls to Vault are under way.",
      "Nothing; it is tried again."),
  VAULT_ERROR(
      "VaultError",
      ReasonGroup.VAULT,
      "Vault answered with an error of its own.",
      "Nothing, it is tried again; if it stays, look at that Vault."),
  VAULT_UNINTELLIGIBLE(
      "VaultUnintelligible",
      ReasonGroup.VAULT,
      "The answer of Vault could not be read.",
      "Look for a proxy in between, or at what the path gives."),
  VAULT_CONNECTION_UNKNOWN(
      "VaultConnectionUnknown",
      ReasonGroup.VAULT,
      "There is no Vault connection of that name in `vault.connections` of the chart.",
      "Have it added, or name another in the catalog."),
  VAULT_IDENTITY_MISSING(
      "VaultIdentityMissing",
      ReasonGroup.VAULT,
      "The operator has no service account token to log in to Vault with.",
      "Install the chart's own deployment again."),
  VAULT_LOGIN_REFUSED(
      "VaultLoginRefused",
      ReasonGroup.VAULT,
      "Vault does not let the operator log in.",
      "Look at its role at that auth mount."),
  VAULT_TOKEN_REFUSED(
      "VaultTokenRefused",
      ReasonGroup.VAULT,
      "Vault gives no token of the token role.",
      "Those who run that Vault mend the token role as the message says."),
  VAULT_TOKEN_UNFIT(
      "VaultTokenUnfit",
      ReasonGroup.VAULT,
      "Vault gives tokens of the token role that cannot be used.",
      "Those who run that Vault mend the token role as the message says."),
  VAULT_TOKEN_LOST(
      "VaultTokenLost",
      ReasonGroup.VAULT,
      "The token of the grant was gone before it was of use.",
      "Nothing; it is tried again."),
  VAULT_TOKEN_GONE(
      "VaultTokenGone",
      ReasonGroup.VAULT,
      "Vault has lost the token of the grant; another one is made.",
      "Find out who revoked it."),
  VAULT_LEASE_GONE(
      "VaultLeaseGone",
      ReasonGroup.VAULT,
      "Vault has lost a lease of the grant; another one is made.",
      "Find out who revoked it."),
  VAULT_LEASED(
      "VaultLeased",
      ReasonGroup.VAULT,
      "What the catalog names as `kv` has a lease, so it is no static secret.",
      "Name it as `dynamicSecret`."),
  VAULT_NO_LEASE(
      "VaultNoLease",
      ReasonGroup.VAULT,
      "What the path gives has no lease, so it could not be taken back.",
      "Name a path that leases, or `kv`."),
  VAULT_LEASE_TOO_SHORT(
      "VaultLeaseTooShort",
      ReasonGroup.VAULT,
      "The leases of the path are shorter than a minute.",
      "Raise the ttl of its role in Vault."),
  VAULT_CERTIFICATE_TOO_LONG(
      "VaultCertificateTooLong",
      ReasonGroup.VAULT,
      "The certificate has no lease and outlives the window.",
      "Send `ttl: \"{{ttl}}\"` in `parameters`."),
  VAULT_SECRET_STALE(
      "VaultSecretStale",
      ReasonGroup.VAULT,
      "The static secret was not changed for longer than the catalog promises.",
      "Change it, or mend `kv.rotatedEvery`."),
  VAULT_FIELDS_UNFIT(
      "VaultFieldsUnfit",
      ReasonGroup.VAULT,
      "What Vault answered cannot be delivered in a Secret.",
      "The catalog's owner mends `template` as the message says."),
  VAULT_POLICY_MISSING(
      "VaultPolicyMissing",
      ReasonGroup.VAULT,
      "The policies of the grant's token do not allow the path.",
      "Those who run that Vault extend a policy, or the catalog names another."),
  VAULT_PATH_EMPTY(
      "VaultPathEmpty",
      ReasonGroup.VAULT,
      "There is nothing at the path.",
      "Write the secret, or have the catalog's owner correct the path."),
  VAULT_PATH_REFUSED(
      "VaultPathRefused",
      ReasonGroup.VAULT,
      "Vault refuses what is asked of the path.",
      "The catalog's owner and those who run that Vault look at the message."),
  VAULT_POLICY_TOO_WIDE(
      "VaultPolicyTooWide",
      ReasonGroup.VAULT,
      "The catalog names policy `root`, which allows everything.",
      "Name narrower policies."),
  VAULT_PATH_RESERVED(
      "VaultPathReserved",
      ReasonGroup.VAULT,
      "The path is below what Vault keeps for itself.",
      "Name another path."),
  VAULT_PATH_UNFIT(
      "VaultPathUnfit",
      ReasonGroup.VAULT,
      "A path or name in the catalog has characters that are not allowed.",
      "Correct it as the message says."),
  VAULT_KEY_UNFIT(
      "VaultKeyUnfit",
      ReasonGroup.VAULT,
      "A key in the catalog has characters that are not allowed.",
      "Correct it as the message says."),
  VAULT_REVOKE_FAILED(
      "VaultRevokeFailed",
      ReasonGroup.VAULT,
      "The secrets engine could not revoke a lease.",
      "Look at what is behind that engine; it is tried again."),
  VAULT_STILL_HOLDS(
      "VaultStillHolds",
      ReasonGroup.VAULT,
      "Vault was seen to hold what was revoked.",
      "Nothing, it is tried again; if it stays, look at that Vault."),
  RENEWAL_OFFERED(
      "RenewalOffered",
      ReasonGroup.RENEWAL,
      "The same access is offered once more; meanwhile it goes on.",
      "Send the approvers `status.offer.approveCommand`."),
  RENEWED("Renewed", ReasonGroup.RENEWAL, "The end of the access was moved.", "Nothing."),
  RENEWAL_DIFFERS(
      "RenewalDiffers",
      ReasonGroup.RENEWAL,
      "The catalog hands out something else by now than was granted.",
      "Ask again."),
  RENEWAL_EXHAUSTED(
      "RenewalExhausted",
      ReasonGroup.RENEWAL,
      "The longest life with all renewals is reached.",
      "Ask again."),
  RENEWAL_TOO_SHORT(
      "RenewalTooShort",
      ReasonGroup.RENEWAL,
      "A renewal would be longer by less than another token takes.",
      "Ask again for longer."),
  RENEWAL_TOO_OFTEN(
      "RenewalTooOften",
      ReasonGroup.RENEWAL,
      "Windows this short are not renewed without people (mode `Auto`).",
      "Ask again with a longer `spec.duration`."),
  RECORD_FULL(
      "RecordFull",
      ReasonGroup.RENEWAL,
      "The record has no room for more approvals.",
      "Ask again."),
  NO_PLACE_FOR_APPROVALS(
      "NoPlaceForApprovals",
      ReasonGroup.RENEWAL,
      "The eight places for approvals on a request do not suffice for another offer or renewal.",
      "Ask again."),
  EXPIRED("Expired", ReasonGroup.ENDING, "The window ended.", "Nothing."),
  ENDED("Ended", ReasonGroup.ENDING, "The access ended as planned.", "Nothing."),
  WITHDRAWN("Withdrawn", ReasonGroup.ENDING, "Who asked withdrew it.", "Nothing."),
  REVOKED(
      "Revoked",
      ReasonGroup.ENDING,
      "Somebody revoked it, or it was changed so that it could not go on.",
      "The message says who and why; ask again where that is settled."),
  DENIED("Denied", ReasonGroup.ENDING, "An approver denied it.", "The message says why."),
  REJECTED("Rejected", ReasonGroup.ENDING, "A rule refused it.", "Ask again as the message says."),
  LAPSED(
      "Lapsed",
      ReasonGroup.ENDING,
      "It was not decided in time, or what was missing did not come.",
      "Ask again with another name or `spec.requestId`."),
  REQUEST_DELETED(
      "RequestDeleted",
      ReasonGroup.ENDING,
      "The request was deleted, which ends its access. Kubernetes does not record who deleted it.",
      "Ask again if it is needed. Who deleted it is in the API server's audit log."),
  RECORD_DELETED(
      "RecordDeleted",
      ReasonGroup.ENDING,
      "Somebody deleted the record of the grant, which ends it.",
      "Find out who; ask again."),
  SUBJECT_GONE(
      "SubjectGone",
      ReasonGroup.ENDING,
      "The subject's service account was deleted or created again.",
      "Ask again."),
  NAMESPACE_GONE(
      "NamespaceGone",
      ReasonGroup.ENDING,
      "A namespace in which it gave access was deleted, or deleted and created again.",
      "Ask again, once the namespace is there."),
  ENTITLEMENT_RETIRED(
      "EntitlementRetired",
      ReasonGroup.ENDING,
      "The entitlement is retired and no longer given.",
      "Ask for another entitlement."),
  NO_LONGER_PERMITTED(
      "NoLongerPermitted",
      ReasonGroup.ENDING,
      "The catalog or its policies no longer permit it.",
      "Ask again as the message says."),
  TARGET_NARROWED(
      "TargetNarrowed",
      ReasonGroup.ENDING,
      "The entitlement no longer hands out all that a target had when it was granted.",
      "Ask again for what it hands out now."),
  ROLE_WIDENED(
      "RoleWidened",
      ReasonGroup.ENDING,
      "A bound role gives more than was offered.",
      "Ask again; the new offer shows the wider rights."),
  ROLE_REPLACED(
      "RoleReplaced",
      ReasonGroup.ENDING,
      "A role that it was bound to was deleted and made again, maybe with other rules.",
      "Ask again; apply roles instead of replacing them (`kubectl replace --force`)."),
  RESTORED(
      "Restored",
      ReasonGroup.ENDING,
      "The evidence log says that it ended before; the cluster shows an older state.",
      "Ask again; `leasehold evidence export` with the request shows when and why it ended."),
  CONFLICT(
      "Conflict",
      ReasonGroup.ENDING,
      "It must not be held together with something that was given or bound later.",
      "End the other first, then ask again."),
  REVIEW_OVERDUE(
      "ReviewOverdue",
      ReasonGroup.ENDING,
      "Nobody reviewed it in time, so the grant was ended.",
      "Ask again."),
  ACTIVATION_FAILED(
      "ActivationFailed",
      ReasonGroup.ENDING,
      "Access could not be provided.",
      "Ask again once what the message names is mended."),
  PROVED(
      "Proved",
      ReasonGroup.ENDING,
      "A read showed that nothing is left of the access.",
      "Nothing."),
  CAME_BACK(
      "CameBack",
      ReasonGroup.ENDING,
      "Another system had it again, and it was revoked again.",
      "Find out whether that system was restored from a backup."),
  FORGOTTEN(
      "Forgotten",
      ReasonGroup.ENDING,
      "Two people closed it without proof.",
      "Look for what was left, which the message names."),
  TAKING_BACK_FAILED(
      "TakingBackFailed",
      ReasonGroup.ENDING,
      "A target could not be taken back.",
      "Those who run Leasehold look at its log; it is tried again."),
  RECORD_ALTERED(
      "RecordAltered",
      ReasonGroup.RECORD,
      "Somebody else moved the end of the record's window, or added approvals; what was decided"
          + " counts, see `status.sealed`.",
      "Find out who, and why the policies were off; it is not renewed: ask again."),
  TRANSFER_ENDED(
      "TransferEnded",
      ReasonGroup.RECORD,
      "A transfer of accountability has ended: it is with the catalog's owner again.",
      "Nothing."),
  PURGED(
      "Purged",
      ReasonGroup.RECORD,
      "Two people had the record of a refusal removed before its time.",
      "Nothing."),
  PURGE_NOT_COUNTED(
      "PurgeNotCounted",
      ReasonGroup.RECORD,
      "Who asked to purge the record is one person twice, had a part in it, or is a machine.",
      "The message names them; have somebody else ask."),
  PURGE_UNATTESTED(
      "PurgeUnattested",
      ReasonGroup.RECORD,
      "The admission policies are not proved, so a purge does not count yet.",
      "Install the chart's own policies again; it is tried again."),
  REVIEW_DUE(
      "ReviewDue",
      ReasonGroup.REVIEW,
      "Somebody else has to look at the access.",
      "The message says who, how and by when."),
  EMERGENCY_REVIEW(
      "EmergencyReview",
      ReasonGroup.REVIEW,
      "Access was given as an emergency, and somebody else has to look at it.",
      "The message says who, how and by when."),
  EMERGENCY_ACCESS(
      "EmergencyAccess",
      ReasonGroup.REVIEW,
      "Access was given as an emergency (counter and Event).",
      "Have it reviewed, see condition `ReviewRequired`."),
  OVERDUE(
      "Overdue",
      ReasonGroup.REVIEW,
      "Nobody reviewed the access in time.",
      "Have it reviewed; the message says how."),
  REVIEWED("Reviewed", ReasonGroup.REVIEW, "Somebody reviewed the access.", "Nothing."),
  KEEP("Keep", ReasonGroup.REVIEW, "The reviewer says that the access is needed.", "Nothing."),
  REVOKE(
      "Revoke",
      ReasonGroup.REVIEW,
      "The reviewer says that the access is not needed.",
      "Nothing; it is revoked."),
  NEVER_REVIEWED(
      "NeverReviewed",
      ReasonGroup.REVIEW,
      "An emergency's request was deleted before its review, and two people closed its record.",
      "Nothing."),
  ACCESS_ENDED(
      "AccessEnded", ReasonGroup.REVIEW, "The access ended before it was reviewed.", "Nothing."),
  REVIEW_UNATTESTED(
      "ReviewUnattested",
      ReasonGroup.REVIEW,
      "The admission policies are not proved, so a review does not count yet.",
      "Install the chart's own policies again; it is tried again."),
  SUBJECT_OFFBOARDED(
      "SubjectOffboarded",
      ReasonGroup.OFFBOARDING,
      "The service account that is to have access was offboarded; as the end of a grant likewise.",
      "The message says by whom, when and why, and on which record it is lifted; or ask for"
          + " another account."),
  REQUESTER_OFFBOARDED(
      "RequesterOffboarded",
      ReasonGroup.OFFBOARDING,
      "A service account asks, or applied the request, that was offboarded.",
      "Have somebody else ask; or lift it on the record that the message names."),
  SUBJECT_BEING_OFFBOARDED(
      "SubjectBeingOffboarded",
      ReasonGroup.OFFBOARDING,
      "The service account that is to have access says that it is offboarded, and the admission"
          + " policies are not proved.",
      "Wait: then it is recorded and the request rejected."),
  REQUESTER_BEING_OFFBOARDED(
      "RequesterBeingOffboarded",
      ReasonGroup.OFFBOARDING,
      "An asking service account is said to be offboarded, and the policies are not proved.",
      "Wait: then it is recorded and the request rejected."),
  OFFBOARDED(
      "Offboarded",
      ReasonGroup.OFFBOARDING,
      "The identity is frozen, and what was granted to it is being ended.",
      "Nothing."),
  NOTHING_OPEN(
      "NothingOpen",
      ReasonGroup.OFFBOARDING,
      "No grant of the offboarded identity is open.",
      "Nothing; the record of each grant says how its end was proved."),
  REINSTATED(
      "Reinstated",
      ReasonGroup.OFFBOARDING,
      "The identity may be granted access again.",
      "Nothing; what ended stays ended."),
  OFFBOARDING_UNATTESTED(
      "OffboardingUnattested",
      ReasonGroup.OFFBOARDING,
      "The admission policies are not proved, so an offboarding is not recorded yet.",
      "Install the chart's own policies again; it is tried again."),
  GUARD_UNREADABLE(
      "GuardUnreadable",
      ReasonGroup.OPERATOR,
      "The admission policies could not be read.",
      "Nothing, they are read again; if it stays, install the chart's own roles again."),
  OVERTAKEN(
      "Overtaken",
      ReasonGroup.OPERATOR,
      "Somebody else wrote an object at the same time.",
      "Nothing; it is tried again."),
  EVIDENCE_UNAVAILABLE(
      "EvidenceUnavailable",
      ReasonGroup.OPERATOR,
      "The evidence log cannot be written, or is being read; no access is provided until then.",
      "Look at the operator's log for the cause; it is tried again by itself."),
  NOT_LEADING(
      "NotLeading",
      ReasonGroup.OPERATOR,
      "This process no longer holds the Lease; another one goes on.",
      "Nothing."),
  STOPPING(
      "Stopping",
      ReasonGroup.OPERATOR,
      "The operator is stopping.",
      "Nothing; the next one goes on."),
  NOT_VALID(
      "NotValid",
      ReasonGroup.CLI,
      "The API server would not take the file as it is.",
      "Look at durations, times, and `approval.rules`.");

  private final String text;
  private final ReasonGroup group;
  private final String meaning;
  private final String remedy;

  ReasonCode(String text, ReasonGroup group, String meaning, String remedy) {
    this.text = text;
    this.group = group;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** As the API has it. */
  public String text() {
    return text;
  }

  /** Where it is seen. */
  public ReasonGroup group() {
    return group;
  }

  /** What is wrong, or how things stand, in one line. */
  public String meaning() {
    return meaning;
  }

  /** What to do, in one line. */
  public String remedy() {
    return remedy;
  }

  /**
   * Whether this is what a stored condition says. A text of an older or newer version, which this
   * one does not know, is none of these.
   */
  public boolean is(@Nullable String stored) {
    return text.equals(stored);
  }

  @Override
  public String toString() {
    return text;
  }
}
