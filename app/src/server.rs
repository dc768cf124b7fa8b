//! Serving pages and API until the terminal says stop.

use anyhow::{Context, Result};
use axum::Router;
use tokio::net::TcpListener;
use web::Site;

use crate::above;
use crate::installation::Installation;
use crate::routes::routes;

/// The whole program as one router. Behind a proxy cookies go over HTTPS only, and the visitor's address
/// is the one that the proxy names.
fn router(installation: &Installation, behind_proxy: bool) -> Router {
    let mut site = Site::new(installation.db.clone(), installation.clock.clone(), installation.keys.clone());
    site.behind_proxy = behind_proxy;
    site.secure_cookies = behind_proxy;
    site.region_name = above::region_name;
    access::router(site, routes())
}

/// Serves until interrupted. On the first start prints the one-time link to set the installation up.
pub fn serve(installation: Installation, listen: &str, behind_proxy: bool) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(listen).await.with_context(|| {
            format!("Alamat {listen} tidak bisa dipakai. Pilih yang lain dengan --listen")
        })?;
        let address = listener.local_addr()?;
        // The map of regions is needed by pages, not by the first request: it is loaded beside.
        let (db, now) = (installation.db.clone(), installation.clock.now());
        let territory = tokio::task::spawn_blocking(move || territory::load(&db, now));
        if let Some(link) = access::setup(&installation.db, &installation.clock)? {
            eprintln!("Pemasangan baru. Buka tautan ini sekali untuk membuat pengelola:");
            eprintln!("  http://{address}{link}");
        }
        eprintln!("Sokoguru berjalan di http://{address}  (berhenti: Ctrl+C)");
        access::serve(listener, router(&installation, behind_proxy), stop()).await?;
        let _ = territory.await;
        Ok(())
    })
}

/// Waits for Ctrl+C or, on Unix, the signal that asks a service to end.
async fn stop() {
    let interrupt = async {
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                () = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    interrupt.await;
}
