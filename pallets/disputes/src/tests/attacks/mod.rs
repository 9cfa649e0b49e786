mod drawing;
mod knowing;
mod timing;
mod voting;
