use variorum_schema::webhooks::{WEBHOOKS_MAX, WebhookEvent, WebhookUpdate};
use variorum_store::webhooks::{self, NewWebhook};
use variorum_store::{Error, Store};

use crate::on_both;

on_both!(
    a_webhook_is_changed_and_deleted,
    equal_values_change_nothing,
    subscribers_are_enabled_and_want_the_event,
    there_are_never_more_than_allowed,
);

fn new_webhook(url: &str, events: &[WebhookEvent]) -> NewWebhook {
    NewWebhook {
        url: url.to_owned(),
        secret_sealed: vec![0, 255, 7],
        events: events.to_vec(),
        description: None,
    }
}

async fn a_webhook_is_changed_and_deleted(store: &Store) {
    let events = [WebhookEvent::RecordDeleted, WebhookEvent::DatasetCreated];
    let mut tx = store.write().await.unwrap();
    let made = webhooks::insert(&mut tx, new_webhook("http://a.test/", &events)).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let found = webhooks::by_id(&mut tx, made.webhook.id).await.unwrap().unwrap();
    assert!(found.webhook == made.webhook);
    assert_eq!(found.secret_sealed, [0, 255, 7]);
    assert_eq!(found.webhook.events, events);
    assert!(found.webhook.enabled);
    assert!(webhooks::by_id(&mut tx, variorum_store::new_id()).await.unwrap().is_none());
    drop(tx);

    let mut tx = store.write().await.unwrap();
    let changes = WebhookUpdate {
        url: Some("http://b.test/".to_owned()),
        enabled: Some(false),
        description: Some(Some("note".to_owned())),
        events: None,
    };
    let changed = webhooks::update(&mut tx, made.webhook.seq, changes).await.unwrap().unwrap();
    assert_eq!(changed.webhook.url, "http://b.test/");
    assert_eq!(changed.webhook.description.as_deref(), Some("note"));
    assert_eq!(changed.webhook.events, events);
    assert!(!changed.webhook.enabled);
    assert!(changed.webhook.updated_at > made.webhook.updated_at);
    let clear = WebhookUpdate { description: Some(None), ..WebhookUpdate::default() };
    let cleared = webhooks::update(&mut tx, made.webhook.seq, clear).await.unwrap().unwrap();
    assert_eq!(cleared.webhook.description, None);

    assert!(webhooks::delete(&mut tx, made.webhook.seq).await.unwrap());
    assert!(!webhooks::delete(&mut tx, made.webhook.seq).await.unwrap());
    let gone = webhooks::update(&mut tx, made.webhook.seq, WebhookUpdate::default()).await;
    assert!(gone.unwrap().is_none());
}

async fn equal_values_change_nothing(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let new = new_webhook("http://a.test/", &[WebhookEvent::DatasetCreated]);
    let made = webhooks::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let equal = WebhookUpdate {
        url: Some("http://a.test/".to_owned()),
        events: Some(vec![WebhookEvent::DatasetCreated]),
        enabled: Some(true),
        description: Some(None),
    };
    for changes in [WebhookUpdate::default(), equal] {
        let mut tx = store.write().await.unwrap();
        let same = webhooks::update(&mut tx, made.webhook.seq, changes).await.unwrap().unwrap();
        assert!(same.webhook == made.webhook);
        tx.commit().await.unwrap();
    }
}

async fn subscribers_are_enabled_and_want_the_event(store: &Store) {
    use WebhookEvent::{DatasetCreated, DatasetDeleted, RecordCreated, ResponseCreated};
    let mut tx = store.write().await.unwrap();
    let one = webhooks::insert(&mut tx, new_webhook("http://1.test/", &[DatasetCreated])).await;
    let both = [RecordCreated, DatasetCreated];
    webhooks::insert(&mut tx, new_webhook("http://2.test/", &both)).await.unwrap();
    let off = webhooks::insert(&mut tx, new_webhook("http://3.test/", &both)).await.unwrap();
    let disable = WebhookUpdate { enabled: Some(false), ..WebhookUpdate::default() };
    webhooks::update(&mut tx, off.webhook.seq, disable).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(one.unwrap().webhook.url, "http://1.test/");

    let before = store.statements_count();
    let mut tx = store.read().await.unwrap();
    let mut check = async |events: &[WebhookEvent], expected: &[&str]| {
        let found = webhooks::subscribed(&mut tx, events).await.unwrap();
        let urls: Vec<_> = found.iter().map(|s| s.webhook.url.as_str()).collect();
        assert_eq!(urls, expected, "{events:?}");
    };
    check(&[DatasetCreated], &["http://1.test/", "http://2.test/"]).await;
    check(&[RecordCreated, ResponseCreated], &["http://2.test/"]).await;
    check(&[DatasetDeleted], &[]).await;
    assert_eq!(store.statements_count() - before, 3);
    assert_eq!(webhooks::list(&mut tx).await.unwrap().len(), 3);
}

async fn there_are_never_more_than_allowed(store: &Store) {
    let mut attempts = tokio::task::JoinSet::new();
    for number in 0..WEBHOOKS_MAX + 5 {
        let store = store.clone();
        attempts.spawn(async move {
            let mut tx = store.write().await.unwrap();
            let url = format!("http://{number}.test/");
            let made =
                webhooks::insert(&mut tx, new_webhook(&url, &[WebhookEvent::DatasetCreated])).await;
            match made {
                Ok(_) => {
                    tx.commit().await.unwrap();
                    true
                }
                Err(Error::Refused(text)) => {
                    assert!(text.contains("10 webhooks"), "{text}");
                    false
                }
                Err(other) => panic!("{other}"),
            }
        });
    }
    let made = attempts.join_all().await;
    assert_eq!(made.iter().filter(|made| **made).count(), WEBHOOKS_MAX);
    let mut tx = store.read().await.unwrap();
    assert_eq!(webhooks::list(&mut tx).await.unwrap().len(), WEBHOOKS_MAX);
}
