//! The program: its commands.

use std::io::Write;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use cercle::app::{App, Ending};
use cercle::config::{
    Act, Healthy, Invite, Misconfigured, Plan, Program, Rehearse, Serve, Settings,
};
use cercle::edge::serve::listen;
use cercle::edge::tls;
use cercle::{prepare, rehearse, telemetry};
use clap::Parser;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The disk did not confirm a write: a supervisor starts the program anew (`sysexits.h`, EX_SOFTWARE).
const DISK_FAILED: u8 = 70;
/// The configuration contradicts itself (`sysexits.h`, EX_CONFIG).
const MISCONFIGURED: u8 = 78;
/// A day that cannot be planned under the guarantee.
const INFEASIBLE: u8 = 1;
/// A scenario that cannot be read as a day.
const UNREADABLE: u8 = 2;
/// How long a server may take to say that it is well.
const WELL_WITHIN: Duration = Duration::from_secs(3);

fn main() -> ExitCode {
    let program = Program::parse();
    telemetry::start();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let done = match runtime {
        Ok(runtime) => runtime.block_on(act(program.command)),
        Err(error) => Err(error.into()),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("cercle: {error:#}");
            let misconfigured = error.is::<Misconfigured>();
            if misconfigured { ExitCode::from(MISCONFIGURED) } else { ExitCode::FAILURE }
        }
    }
}

async fn act(act: Act) -> anyhow::Result<ExitCode> {
    match act {
        Act::Serve(serve) => self::serve(serve).await,
        Act::Rehearse(rehearse) => self::rehearse(rehearse).await,
        Act::Plan(plan) => Ok(self::plan(&plan)),
        Act::Invite(invite) => self::invite(invite).await,
        Act::Healthy(healthy) => self::healthy(healthy).await,
    }
}

async fn serve(serve: Serve) -> anyhow::Result<ExitCode> {
    let settings = serve.settings()?;
    let tls = match &settings.tls {
        Some((certificate, key)) => Some(tls::acceptor(certificate, key)?),
        None => None,
    };
    let app = App::open(&settings).await?;
    let listener =
        listen(settings.listen).with_context(|| format!("cannot listen on {}", settings.listen))?;
    let running = app.clone().serve(listener, tls);
    say(&welcome(&app, &settings).await?);
    let ending = tokio::select! {
        ending = running.ended() => ending,
        asked = asked_to_stop() => {
            asked?;
            say("Cercle s’arrête. · Cercle stops.");
            running.stop().await
        }
    };
    Ok(match ending {
        Ending::Asked => ExitCode::SUCCESS,
        Ending::DiskFailed => ExitCode::from(DISK_FAILED),
    })
}

/// Prints a line. Nobody may be reading any more: that is no reason to end.
fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// What is printed at the start: where to go, for whoever has just typed the command.
async fn welcome(app: &App, settings: &Settings) -> anyhow::Result<String> {
    let links = &settings.reach.links;
    let mut text = format!("\nCercle : {links}/\n");
    match app.first_invitation().await? {
        Some(token) => {
            text += &format!(
                "\n  Première fois : ouvrez ce lien sur la tablette d’animation.\
                 \n  First time: open this link on the facilitator’s tablet.\
                 \n\n    {links}/animer/#enrol={token}\n\n"
            );
        }
        None => text += &format!("\n  Animation · Facilitation : {links}/animer/\n"),
    }
    text += &format!("  Écran de la salle · Room screen : {links}/ecran/\n");
    if settings.reach.plain_http {
        text += "\n  Sans chiffrement : seulement sur un réseau fermé.\
                 \n  Without encryption: on a closed network only.\n";
    }
    Ok(text)
}

/// Waits for SIGTERM or Ctrl-C.
async fn asked_to_stop() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = terminated.recv() => Ok(()),
        interrupted = tokio::signal::ctrl_c() => interrupted,
    }
}

async fn rehearse(rehearse: Rehearse) -> anyhow::Result<ExitCode> {
    tokio::select! {
        played = rehearse::play(rehearse) => played?,
        asked = asked_to_stop() => asked?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Plans the day of a file: the answer on stdout, what a person should know besides on stderr.
fn plan(plan: &Plan) -> ExitCode {
    let catalogue = match prepare::catalogue(&plan.process) {
        Ok(catalogue) => catalogue,
        Err(error) => {
            eprintln!("{error:#}");
            return ExitCode::from(UNREADABLE);
        }
    };
    let file = plan.file.display();
    match prepare::plan_file(&plan.file, &catalogue) {
        Ok(prepared) => {
            prepared.remarks.iter().for_each(|remark| eprintln!("{file}: {remark}"));
            say(&prepared.json);
            if prepared.feasible { ExitCode::SUCCESS } else { ExitCode::from(INFEASIBLE) }
        }
        Err(error) => {
            eprintln!("{file}: {error:#}");
            ExitCode::from(UNREADABLE)
        }
    }
}

async fn invite(invite: Invite) -> anyhow::Result<ExitCode> {
    let token = App::read_invitation(Path::new(&invite.data))
        .await
        .context("if a server is running on this data, its link was printed when it started")?;
    let Some(token) = token else {
        bail!("a facilitator has enrolled already: others are invited from the tablet");
    };
    say(&format!("{}/animer/#enrol={token}", invite.origin.trim_end_matches('/')));
    Ok(ExitCode::SUCCESS)
}

async fn healthy(healthy: Healthy) -> anyhow::Result<ExitCode> {
    let mut address: SocketAddr = healthy.listen;
    if address.ip().is_unspecified() {
        address.set_ip(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let asking = async {
        let mut stream = TcpStream::connect(address).await?;
        if healthy.tls_cert.is_some() {
            return anyhow::Ok(());
        }
        let ask = format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        stream.write_all(ask.as_bytes()).await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        if !answer.ends_with(r#"{"cercle":1}"#) {
            bail!("somebody else answers there");
        }
        Ok(())
    };
    tokio::time::timeout(WELL_WITHIN, asking).await.context("no answer in time")??;
    Ok(ExitCode::SUCCESS)
}
