use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

use super::*;

/// A relay that takes one message, and gives back what it was told.
fn relay(answer: &'static str) -> (String, std::thread::JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("smtp://{}", listener.local_addr().unwrap());
    let told = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut out = stream.try_clone().unwrap();
        out.write_all(b"220 relay\r\n").unwrap();
        let (mut told, mut data) = (Vec::new(), false);
        for line in BufReader::new(stream).lines() {
            let Ok(line) = line else { break };
            told.push(line.clone());
            if data {
                data = line != ".";
                if !data {
                    out.write_all(answer.as_bytes()).unwrap();
                }
                continue;
            }
            let reply = match line.split(' ').next().unwrap() {
                "DATA" => {
                    data = true;
                    "354 go on\r\n"
                }
                "QUIT" => break,
                _ => "250 good\r\n",
            };
            out.write_all(reply.as_bytes()).unwrap();
        }
        told
    });
    (url, told)
}

fn send(url: &str, to: &str) -> Result<(), MailError> {
    let mail = Mail::from_file(&format!("{url}\nThe hub <hub@lapaha.example>\n")).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(mail.send(to, "Credit is low", "Meter 3 has 2.00 of credit left."))
}

#[test]
fn a_message_should_go_to_the_relay() {
    let (url, told) = relay("250 taken\r\n");
    send(&url, "mele@lapaha.example").unwrap();
    let told = told.join().unwrap().join("\n");
    for part in [
        "MAIL FROM:<hub@lapaha.example>",
        "RCPT TO:<mele@lapaha.example>",
        "Subject: Credit is low",
        "Content-Type: text/plain; charset=utf-8",
        "Meter 3 has 2.00 of credit left.",
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn a_relay_that_refuses_should_be_told() {
    let (url, told) = relay("452 the disk is full\r\n");
    assert!(matches!(send(&url, "mele@lapaha.example"), Err(MailError::Send(_))));
    told.join().unwrap();
    // Nobody listens there.
    assert!(matches!(send("smtp://127.0.0.1:9", "a@b.example"), Err(MailError::Send(_))));
}

#[test]
fn nothing_but_one_address_should_be_an_address() {
    for text in ["mele@lapaha.example", "a+b@c.example"] {
        assert!(is_address(text), "{text}");
    }
    let long = format!("{}@lapaha.example", "a".repeat(250));
    for text in [
        "",
        "mele",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "Mele <mele@lapaha.example>",
        &long,
    ] {
        assert!(!is_address(text), "{text}");
    }
    assert!(matches!(send("smtp://127.0.0.1:9", "a@b\r\nDATA"), Err(MailError::Message(_))));
}

#[test]
fn a_file_should_name_a_relay_and_a_sender() {
    for (text, why) in [
        ("", "two lines"),
        ("smtp://127.0.0.1", "two lines"),
        ("http://127.0.0.1\nhub@lapaha.example", "no address of a relay"),
        ("smtp://127.0.0.1\nnobody", "no sender"),
    ] {
        let error = Mail::from_file(text).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
    // A password is in no message.
    let error = Mail::from_file("smtq://hub:secret@relay\nhub@lapaha.example").map(|_| ());
    assert!(!error.unwrap_err().to_string().contains("secret"));
}
