//! `variorum serve`

use clap::Args;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use variorum_server::serve::{self, Ready};

use super::block_on;
use crate::exit::Failure;
use crate::options::{self, DatabaseOptions, FileOption, LogFormat, ServerOptions};
use crate::output;

/// Start the server
#[derive(Args)]
#[command(after_help = "\
The first start makes an owner and prints a generated password and API key, once. Set
VARIORUM_OWNER_USERNAME, VARIORUM_OWNER_PASSWORD and VARIORUM_OWNER_API_KEY to choose them.")]
pub struct Serve {
    #[command(flatten)]
    server: ServerOptions,
    #[command(flatten)]
    database: DatabaseOptions,
    #[command(flatten)]
    file: FileOption,
}

impl Serve {
    pub fn run(mut self) -> Result<(), Failure> {
        let file = self.file.config.as_deref();
        options::merge(&mut self.database, &mut self.server, file)?;
        let owner = options::owner_from_env()?;
        let config = options::config(&self.database, &self.server, owner)?;
        start_log(&self.server)?;
        if let Some(warning) = config.lost_data_warning() {
            output::note(&warning);
        }
        block_on(async {
            let base_path = config.base_path.clone();
            let ready = serve::prepare(config).await?;
            let stop = CancellationToken::new();
            // Before it is announced: who reads that may send the signal at once.
            tokio::spawn(stop_on(Signals::listen()?, stop.clone()));
            announce(&ready, &base_path);
            serve::serve(ready, stop).await;
            Ok(())
        })
    }
}

fn announce(ready: &Ready, base_path: &str) {
    if let Some(owner) = &ready.first_owner {
        let given = "(the one you gave)".to_owned();
        output::note("The first owner was made. This is shown only once:");
        output::note(&format!("  username  {}", owner.username));
        output::note(&format!("  password  {}", owner.password.as_ref().unwrap_or(&given)));
        output::note(&format!("  API key   {}", owner.api_key.as_ref().unwrap_or(&given)));
    }
    let address = ready.address;
    let host = if address.ip().is_unspecified() {
        format!("localhost:{}", address.port())
    } else {
        address.to_string()
    };
    output::note(&format!("Variorum is ready at http://{host}{base_path}"));
}

fn start_log(server: &ServerOptions) -> Result<(), Failure> {
    let text = server.log.as_deref().unwrap_or("info");
    let filter = EnvFilter::try_new(text)
        .map_err(|cause| Failure::Usage(format!("--log: `{text}` is no level: {cause}")))?;
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(output::has_colours());
    match server.log_format.unwrap_or_default() {
        LogFormat::Text => log.init(),
        LogFormat::Json => log.json().init(),
    }
    Ok(())
}

/// The signals that ask for an end.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        let listen = |kind| {
            signal(kind).map_err(|cause| Failure::Failed(format!("cannot await signals: {cause}")))
        };
        let (interrupt, terminate) = (SignalKind::interrupt(), SignalKind::terminate());
        Ok(Self { interrupt: listen(interrupt)?, terminate: listen(terminate)? })
    }
}

async fn stop_on(mut signals: Signals, stop: CancellationToken) {
    tokio::select! {
        _ = signals.interrupt.recv() => {}
        _ = signals.terminate.recv() => {}
    }
    tracing::info!("stopping: what was accepted is finished first");
    stop.cancel();
}
