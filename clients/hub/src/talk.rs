//! How a hub is reached, and whom it tells: what the operator says of it.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use clap::Args;
use vaka_hub::identity::login::is_origin;
use vaka_hub::tell::mail::Mail;
use vaka_hub::tell::sms::Spool;
use vaka_hub::tell::Channels;

use crate::failure::Failure;

/// The most bytes of a file for e-mail.
const MAX_FILE: u64 = 4_096;

#[derive(Args)]
pub struct Talk {
    /// An address under which people's browsers reach the hub, such as https://hub.lapaha.example: they sign
    /// in to no other. May be given several times. [default: http:// and where people ask]
    #[arg(long = "origin", value_name = "URL", value_parser = origin)]
    origins: Vec<String>,
    /// The folder of the people's page, as its build leaves it. The hub serves it beside its answers.
    #[arg(long, value_name = "FOLDER")]
    page: Option<PathBuf>,
    /// An address of another hub, such as https://hub.pangai.example, with which people may compare this one on
    /// the page. May be given several times.
    #[arg(long = "compare", value_name = "URL", value_parser = origin)]
    others: Vec<String>,
    /// Another hub, such as http://10.0.0.3:8480, from which texts are got that this one lacks. May be given
    /// several times.
    #[arg(long = "peer", value_name = "URL", value_parser = peer)]
    peers: Vec<String>,
    /// A file of two lines that only the hub may read: the relay for e-mail, such as
    /// smtps://user:password@mail.example, and the sender's address.
    #[arg(long, value_name = "FILE")]
    mail: Option<PathBuf>,
    /// The folder that gammu-smsd calls its outbox.
    #[arg(long, value_name = "FOLDER")]
    sms_spool: Option<PathBuf>,
    /// The most short messages a day. Each costs money.
    #[arg(long, value_name = "COUNT", default_value_t = 200)]
    sms_a_day: u32,
}

fn origin(text: &str) -> Result<String, String> {
    let wrong = "an origin is http:// or https://, a host in lower case, and a port if it is not \
        80 or 443; nothing else";
    is_origin(text).then(|| text.to_owned()).ok_or_else(|| wrong.to_owned())
}

fn peer(text: &str) -> Result<String, String> {
    let fits = text.starts_with("http://") && is_origin(text);
    let wrong = "a hub's address is http://, a host in lower case, and a port if it is not 80";
    fits.then(|| text.to_owned()).ok_or_else(|| wrong.to_owned())
}

impl Talk {
    /// The origins under which the hub is reached that listens here.
    pub fn origins(&self, here: SocketAddr) -> Vec<String> {
        if self.origins.is_empty() {
            return vec![format!("http://{here}")];
        }
        self.origins.clone()
    }

    /// The other hubs.
    pub fn peers(&self) -> Vec<String> {
        self.peers.clone()
    }

    /// The folder of the people's page, which must have one.
    pub fn page(&self) -> Result<Option<PathBuf>, Failure> {
        if let Some(folder) = &self.page {
            let path = folder.join("index.html");
            fs::metadata(&path).map_err(|error| Failure::File { path, error })?;
        }
        Ok(self.page.clone())
    }

    /// The hubs with which people may compare this one.
    pub fn others(&self) -> Vec<String> {
        self.others.clone()
    }

    /// The ways by which the hub sends messages.
    pub fn channels(&self) -> Result<Channels, Failure> {
        let mail = self.mail.as_deref().map(mail).transpose()?;
        let spool = self.sms_spool.as_deref().map(|folder| {
            Spool::new(folder).map_err(|error| Failure::File { path: folder.into(), error })
        });
        Ok(Channels { mail, spool: spool.transpose()?, sms_a_day: self.sms_a_day })
    }
}

fn mail(path: &Path) -> Result<Mail, Failure> {
    let failed = |error| Failure::File { path: path.into(), error };
    let size = fs::metadata(path).map_err(failed)?.len();
    if size > MAX_FILE {
        return Err(failed(std::io::ErrorKind::FileTooLarge.into()));
    }
    let text = fs::read_to_string(path).map_err(failed)?;
    Mail::from_file(&text).map_err(|error| Failure::Mail { path: path.into(), error })
}
